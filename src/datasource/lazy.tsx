import { type ComponentType, lazy, Suspense } from 'react';
import type { DataSourcePluginOptionsEditorProps, QueryEditorHelpProps, QueryEditorProps } from '@grafana/data';
import { LoadingPlaceholder } from '@grafana/ui';
import type { SigtrailDataSource } from './datasource';
import type { SigtrailOptions, SigtrailQuery, SigtrailSecureOptions, SigtrailVariableQuery } from './types';

export type EditorProps = QueryEditorProps<SigtrailDataSource, SigtrailQuery, SigtrailOptions>;
export type ConfigProps = DataSourcePluginOptionsEditorProps<SigtrailOptions, SigtrailSecureOptions>;
export type VariableEditorProps = QueryEditorProps<
  SigtrailDataSource,
  SigtrailQuery,
  SigtrailOptions,
  SigtrailVariableQuery
>;

function deferred<P extends object>(
  name: string,
  load: () => Promise<{ default: ComponentType<P> }>
): ComponentType<P> {
  const Loaded = lazy(load) as unknown as ComponentType<P>;
  const Deferred = (props: P) => (
    <Suspense fallback={<LoadingPlaceholder text="Loading…" />}>
      <Loaded {...props} />
    </Suspense>
  );
  Deferred.displayName = name;
  return Deferred;
}

// A dashboard loads the data source to ask, not to edit: the editors come when they are opened.
export const ConfigEditor = deferred<ConfigProps>('ConfigEditor', async () => ({
  default: (await import('./config/ConfigEditor')).ConfigEditor,
}));
export const QueryEditor = deferred<EditorProps>('QueryEditor', async () => ({
  default: (await import('./editor/QueryEditor')).QueryEditor,
}));
export const VariableEditor = deferred<VariableEditorProps>('VariableEditor', async () => ({
  default: (await import('./variables/VariableEditor')).VariableEditor,
}));
export const CheatSheet = deferred<QueryEditorHelpProps<SigtrailQuery>>('CheatSheet', async () => ({
  default: (await import('./help/CheatSheet')).CheatSheet,
}));
