import type { DataSourcePluginOptionsEditorProps, QueryEditorProps } from '@grafana/data';
import type { SigtrailDataSource } from './datasource';
import type { SigtrailOptions, SigtrailQuery, SigtrailSecureOptions, SigtrailVariableQuery } from './types';

/** How "Save & test" is told of settings that it must not save: in Grafana since 12.4. */
interface SettingsValidation {
  registerValidation: (validator: () => Promise<boolean> | boolean) => () => void;
  validate: () => Promise<boolean>;
  isValid: () => boolean;
  getErrors: () => Record<string, string>;
  setError: (field: string, message: string) => void;
  clearError: (field: string) => void;
}

export interface ConfigEditorProps extends DataSourcePluginOptionsEditorProps<SigtrailOptions, SigtrailSecureOptions> {
  validation?: SettingsValidation;
}
export type SigtrailQueryEditorProps = QueryEditorProps<SigtrailDataSource, SigtrailQuery, SigtrailOptions>;
export type VariableEditorProps = QueryEditorProps<
  SigtrailDataSource,
  SigtrailQuery,
  SigtrailOptions,
  SigtrailVariableQuery
>;
