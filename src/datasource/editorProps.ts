import type { DataSourcePluginOptionsEditorProps, QueryEditorProps } from '@grafana/data';
import type { SigtrailDataSource } from './datasource';
import type { SigtrailOptions, SigtrailQuery, SigtrailSecureOptions, SigtrailVariableQuery } from './types';

export type ConfigEditorProps = DataSourcePluginOptionsEditorProps<SigtrailOptions, SigtrailSecureOptions>;
export type SigtrailQueryEditorProps = QueryEditorProps<SigtrailDataSource, SigtrailQuery, SigtrailOptions>;
export type VariableEditorProps = QueryEditorProps<
  SigtrailDataSource,
  SigtrailQuery,
  SigtrailOptions,
  SigtrailVariableQuery
>;
