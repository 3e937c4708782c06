import type { Level } from './levels';

export const QUERY_TYPES = ['detections', 'counts', 'events', 'rules', 'coverage'] as const;
export type QueryType = (typeof QUERY_TYPES)[number];

export const FORMATS = ['logs', 'table', 'timeseries', 'numeric'] as const;
export type Format = (typeof FORMATS)[number];

/** The attributes that LookupEvents can look up; at most one a request. */
export const LOOKUP_ATTRIBUTE_KEYS = [
  'EventId',
  'EventName',
  'ReadOnly',
  'Username',
  'ResourceType',
  'ResourceName',
  'EventSource',
  'AccessKeyId',
] as const;
export type LookupAttributeKey = (typeof LOOKUP_ATTRIBUTE_KEYS)[number];

/** A selection from the catalogue. Absent or empty: every enabled rule. Members are ANDed, values of one member ORed. */
export interface RuleSelection {
  ids?: string[];
  levels?: Level[];
  minLevel?: Level;
  statuses?: string[];
  /** Sigma tags, e.g. `attack.t1078`. */
  tags?: string[];
  /** Event sources, e.g. `iam.amazonaws.com`. */
  services?: string[];
  text?: string;
}

export const FILTER_OPERATORS = ['=', '!=', '=~', '!~', '<', '>'] as const;
export type FilterOperator = (typeof FILTER_OPERATORS)[number];

/** An ad-hoc filter. `field` is a Sigma field path. */
export interface EventFilter {
  field: string;
  operator: FilterOperator;
  value: string;
}

/** The query model without Grafana's own members (refId, hide, datasource, …). */
export interface SigtrailQueryModel {
  queryType: QueryType;
  rules?: RuleSelection;
  /** Inline Sigma YAML, one or more documents; replaces `rules`. */
  rule?: string;
  format?: Format;
  /** counts: event fields whose values become further labels. */
  groupBy?: string[];
  /** counts: a row of 0 for every selected rule without a match. Default `zero`. */
  fill?: 'zero' | 'none';
  regions?: string[];
  accounts?: string[];
  /** events: the attribute to look up. */
  lookup?: { attribute: LookupAttributeKey; value: string };
  filters?: EventFilter[];
  /** Rows of detections or events, newest first. Default 1000. */
  limit?: number;
  /** Which source of events answers; absent: LookupEvents where it sees all that the query needs. */
  source?: 'lookup' | 'trail';
  /** The plugin version that wrote this query; see migrations. */
  pluginVersion?: string;
}
