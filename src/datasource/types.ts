import type { DataQuery } from '@grafana/schema';
import type { DataSourceJsonData } from '@grafana/data';
import type { RuleSelection, SigtrailQueryModel } from '../contract/query';
import type { SigtrailJsonData, SigtrailSecureJsonData } from '../contract/settings';

/** A query as panels, alert rules and Explore hold it: the model of the contract beside Grafana's own members. */
export interface SigtrailQuery extends Omit<DataQuery, 'queryType'>, SigtrailQueryModel {}

/** The settings as Grafana's forms hold them. */
export interface SigtrailOptions
  extends Omit<DataSourceJsonData, 'authType' | 'defaultRegion' | 'profile'>, SigtrailJsonData {}
export type SigtrailSecureOptions = SigtrailSecureJsonData;

export const VARIABLE_KINDS = [
  'rules',
  'levels',
  'statuses',
  'tactics',
  'techniques',
  'services',
  'eventNames',
  'principals',
  'accounts',
  'regions',
  'fieldValues',
] as const;
export type VariableKind = (typeof VARIABLE_KINDS)[number];

/** What a dashboard variable lists. Provisioned dashboards hold it as `{refId, queryType}`. */
export interface SigtrailVariableQuery extends Omit<DataQuery, 'queryType'> {
  queryType: VariableKind;
  /** fieldValues: a Sigma field path. */
  field?: string;
  /** rules, tactics, techniques, services: only of these rules. */
  rules?: RuleSelection;
}
