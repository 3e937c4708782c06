import { DataSourcePlugin } from '@grafana/data';
import { ConfigEditor } from './config/ConfigEditor';
import { SigtrailDataSource } from './datasource';
import { QueryEditor } from './editor/QueryEditor';
import { CheatSheet } from './help/CheatSheet';
import type { SigtrailOptions, SigtrailQuery, SigtrailSecureOptions } from './types';

// The editors are loaded with the rest, not when they are opened: together they are small, and a nested plugin's
// further files would be looked for below its own id, where webpack does not put them.
export const plugin = new DataSourcePlugin<SigtrailDataSource, SigtrailQuery, SigtrailOptions, SigtrailSecureOptions>(
  SigtrailDataSource
)
  .setConfigEditor(ConfigEditor)
  .setQueryEditor(QueryEditor)
  .setQueryEditorHelp(CheatSheet);
