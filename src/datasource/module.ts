import { DataSourcePlugin } from '@grafana/data';
import { SigtrailDataSource } from './datasource';
import { CheatSheet, ConfigEditor, QueryEditor } from './lazy';
import type { SigtrailOptions, SigtrailQuery, SigtrailSecureOptions } from './types';

export const plugin = new DataSourcePlugin<SigtrailDataSource, SigtrailQuery, SigtrailOptions, SigtrailSecureOptions>(
  SigtrailDataSource
)
  .setConfigEditor(ConfigEditor)
  .setQueryEditor(QueryEditor)
  .setQueryEditorHelp(CheatSheet);
