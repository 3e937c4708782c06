import type { Level } from './levels';
import type { RuleFilePlace } from './ruleFiles';

/** Body of every failed resource call. */
export interface ResourceError {
  error: { code: string; message: string; line?: number; column?: number; path?: string };
}

export interface LogSource {
  product?: string;
  service?: string;
  category?: string;
}

export interface AttackTactic {
  tactic: { id: string; name: string };
  techniques: AttackTechnique[];
}
export interface AttackTechnique {
  id: string;
  name: string;
  url: string;
}

/** One (eventSource, eventName) pair that can satisfy a rule's condition. `*` where the condition leaves one open. */
export interface EventCoverage {
  eventSource: string;
  eventName: string;
  category: 'management' | 'data' | 'insight' | 'network' | 'unknown';
  /** Absent where it is not known. */
  readOnly?: boolean;
  /** False for events that LookupEvents never returns (data events), unless a trail shows them. */
  visible: boolean;
  /** Where the trail alone shows them; absent: LookupEvents does. */
  through?: 'trail';
  /** How many were seen in the asked range. */
  seen?: number;
}

/** Kinds of a predicate after its modifiers are resolved, as pages, exclusions and indicators name them. */
export const PREDICATE_KINDS = [
  'eq',
  'contains',
  'startswith',
  'endswith',
  'like',
  'regex_match',
  'cidr_match',
  'gt',
  'gte',
  'lt',
  'lte',
  'exists',
  'is_null',
  'field_eq',
  'keyword',
] as const;
export type PredicateKind = (typeof PREDICATE_KINDS)[number];

export interface RuleStage {
  index: number;
  /** `condition`, `selection`, `not filter_main_generic`, … */
  name: string;
  yaml: string;
  /** The stage's predicates, resolved; absent for stage 0. */
  predicates?: PredicateRow[];
}
/** Predicates of one field and kind. `values` are shown as written after modifiers are resolved. */
export interface PredicateRow {
  field: string;
  kind: PredicateKind;
  values: string[];
  cased?: boolean;
  negated?: boolean;
}
export interface ExclusionRow {
  field: string;
  kind: PredicateKind;
  values: string[];
}
export interface IndicatorRow {
  field: string;
  kind: PredicateKind;
  values: string[];
  /** For each value: how many other rules of the catalogue have the same field, kind and value. */
  corpus: number[];
}

/** An indicator of a rule that is in other rules too. */
export interface SharedIndicator {
  field: string;
  kind: PredicateKind;
  value: string;
  /** How many other rules have it. */
  count: number;
  /** The first hundred of them, by title. */
  rules: Array<{ id: string; title: string }>;
}

/** A row of the catalogue. */
export interface RuleSummary {
  id: string;
  title: string;
  kind: 'rule' | 'correlation';
  level: Level;
  status?: string;
  description?: string;
  author?: string;
  date?: string;
  modified?: string;
  tags: string[];
  /** Event sources that the rule can match. */
  services: string[];
  tactics: string[];
  techniques: string[];
  /** Where the rule comes from: repository, folder or `bundled`. */
  source: string;
  /** Where its file lies below that, e.g. `iam`; absent where it lies at the top. */
  folder?: string;
  /** False where LookupEvents can never return an event that it needs, and no trail shows them. */
  visible: boolean;
  /** Where the trail alone shows its events; absent: LookupEvents does. */
  through?: 'trail';
  /** False where the data source switches it off (`ruleOverrides`). */
  enabled: boolean;
  /** The level that its text has, where the data source gives it another. */
  writtenLevel?: Level;
}

/** The rule page (contract, section 6). */
export interface RulePage {
  id: string;
  title: string;
  kind: 'rule' | 'correlation';
  status?: string;
  level: Level;
  /** The level that its text has, where the data source gives it another. */
  writtenLevel?: Level;
  /** False where the data source switches it off; else absent. */
  enabled?: boolean;
  logsource: LogSource;
  author?: string;
  source: string;
  /** The rule folder that it was read from and its file below that; absent where it comes from elsewhere. */
  file?: { folder: string; file: string };
  /** Licence of the rule's text, where the rule or its set names one. */
  license?: string;
  description?: string;
  references: string[];
  falsepositives: string[];
  date?: string;
  modified?: string;
  tags: string[];
  attack: AttackTactic[];
  eventCoverage: EventCoverage[];
  body: string;
  stages: RuleStage[];
  exclusions: ExclusionRow[];
  indicators: IndicatorRow[];
  tests?: Array<{ name: string; expected: boolean }>;
  /** Indicators that other rules have too, and which rules those are. */
  sharedIndicators?: SharedIndicator[];
  related?: Array<{ id: string; type: string; title?: string }>;
  /** Where its file lies, if that is in one of the data source's rule folders. */
  ruleFile?: RuleFilePlace;
}

/** A problem of a rule, as lists and editors show it. Lines and columns start at 1. */
export interface RuleProblem {
  severity: 'error' | 'warning' | 'info';
  code: string;
  message: string;
  file?: string;
  line: number;
  column: number;
  endLine?: number;
  endColumn?: number;
}

export interface RulesResponse {
  rules: RuleSummary[];
  /** facet → value → number of rules, e.g. `facets.level.high`. */
  facets: Record<string, Record<string, number>>;
  problems: Array<{ file: string; message: string; line: number; column?: number; code?: string; severity?: string }>;
}

/**
 * GET `rule-predicates`: what each rule looks for, for a search in the browser. `texts` holds fields and values, each once;
 * `rules` names them by their place.
 */
export interface RulePredicatesResponse {
  texts: string[];
  kinds: PredicateKind[];
  /** Rule id → a row for each field and kind: `[field, 2 × kind + negated, value, value, …]`. */
  rules: Record<string, number[][]>;
}

export interface CheckResponse {
  problems: RuleProblem[];
  page?: RulePage;
}

/** A node of the explain tree. */
export interface ExplainNode {
  /** What the node is: a connective of the condition, a detection, or one predicate. */
  op: 'and' | 'or' | 'not' | 'detection' | 'predicate' | 'constant';
  /** Shown text: `selection`, `1 of filter_main_*`, `eventName eq "CreateUser"`. */
  label: string;
  matched: boolean;
  /** Why, in a sentence: for a predicate the value found or that it is missing; for a connective the child that decided. */
  reason?: string;
  predicate?: { field?: string; kind: PredicateKind; value: string; cased?: boolean };
  /** The values found at the predicate's field; absent when the field is missing. */
  found?: unknown[];
  children?: ExplainNode[];
  line?: number;
  column?: number;
}
export interface ExplainResponse {
  matched: boolean;
  tree: ExplainNode;
  /** The first reason why not (or why), in one sentence. */
  summary: string;
}

/** POST `near-windows` `{id? | yaml?, from, to}`: windows of a correlation that came near to its condition, the nearest first. */
export interface NearWindowsResponse {
  /** What is counted towards the condition: `events`, `different values of sourceIPAddress`, `rules`, `sum of bytes`. */
  counted: string;
  windows: Array<{
    /** Group-by field → value; null where the events lack it. */
    group: Record<string, string | null>;
    /** What the window has of what is counted, and what the condition wants at least. */
    have: number;
    need: number;
    /** temporal types: titles of the rules that are still to match, in this order where order counts. */
    missing: string[];
    /** Epoch milliseconds of its first and last event. */
    from: number;
    to: number;
    eventIds: string[];
  }>;
  notices: Array<{ severity: string; text: string }>;
}

/** GET `fields`: field paths for editors; those of records seen lately first. */
export interface FieldsResponse {
  fields: Array<{ path: string; seen: number }>;
}
/** GET `fields/{path}/values`: values among stored events, the most frequent first. */
export interface FieldValuesResponse {
  values: Array<{ value: string; count: number }>;
}
/** GET `regions`. */
export interface RegionsResponse {
  /** What the data source searches. */
  regions: string[];
  defaultRegion: string;
  /** What there is to choose from. */
  all: string[];
}
/** GET `coverage`. */
export interface CoverageResponse {
  /**
   * `rules` can match it; `named` of them ask for its name, the others look at any event, or any of its service. `ruleIds`: the
   * first hundred, those that name it first.
   */
  coverage: Array<EventCoverage & { seen: number; rules: number; named: number; ruleIds: string[]; matches: number }>;
  notices: Array<{ severity: 'info' | 'warning' | 'error'; text: string }>;
  stats: Record<string, number | boolean | string>;
}
/** GET `trail-fields`: fields of rules that the trail's table has no column for, so that they match nothing by them. */
export interface TrailFieldsResponse {
  /** Absent where the data source has no trail. */
  table?: string;
  /** Those of the selected rules that have such fields. */
  rules: Array<{ id: string; title: string; fields: string[] }>;
  notices: Array<{ severity: 'info' | 'warning' | 'error'; text: string }>;
}
/** GET `status`: the collector's state and request budget. Times are epoch milliseconds, ranges epoch seconds. */
export interface StatusResponse {
  accounts: Array<{ id: string; name?: string; arn?: string }>;
  failures: Array<{ account?: string; code: string; message: string }>;
  regions: string[];
  budget: {
    requestsPerSecond: number;
    eventsPerRequest: number;
    lookupTimeoutSeconds: number;
    maxEventsPerQuery: number;
    settleMinutes: number;
  };
  /** What is looked up where, for all that was asked lately. */
  plans: PlanStatus[];
  /** One for each account and region that was asked so far. */
  lanes: Array<{
    account: string;
    region: string;
    jobs: number;
    backlogMs: number;
    /** Seconds between now and the newest moment up to which a lookup has seen all; absent before the first. */
    lagSeconds?: number;
    ranges: Array<{
      from: number;
      to: number;
      reached: number;
      filter: string;
      /** Share that is looked up, 0 to 1. */
      done: number;
      /** When the rest will be, by the pace so far; absent before there is one. */
      estimatedEndMs?: number;
    }>;
  }>;
  store: StoreState & { places: Array<StoreState & { account: string; region: string }> };
  rules: { loaded: number; problems: number };
  settings: Array<{ setting: string; message: string; severity: 'error' | 'warning' }>;
  /** Absent where the data source has no trail. */
  trail?: TrailStatus;
}
/** A trail in S3: what was read of it, and what that cost. Times are epoch milliseconds, prices US dollars. */
export interface TrailStatus {
  engine: 'athena' | 'trino';
  table: string;
  today: ScannedBytes;
  /** Bytes; absent: no limit. */
  limits: { perQuery?: number; perDay?: number };
  /** By day (UTC) of the statements, the latest first. */
  days: Array<ScannedBytes & { day: string }>;
  /** Statements that ran lately, the latest first; `rules`: how many it was for, absent for one of every event. */
  statements: Array<
    ScannedBytes & {
      startedMs: number;
      elapsedMs: number;
      rules?: number;
      queryId?: string;
      outcome: 'finished' | 'failed' | 'stopped';
    }
  >;
  /** Statements under way. */
  active: Array<{ from: number; to: number; rules?: number; state: string; scannedBytes: number; elapsedMs: number }>;
  store: StoreState;
}
export interface ScannedBytes {
  bytes: number;
  /** What Athena charges for it on demand in most regions; absent for a Trino. */
  price?: number;
}
export interface StoreState {
  events: number;
  bytes: number;
  oldestMs?: number;
  newestMs?: number;
}
/** What is looked up in one account and region for all that was asked lately. */
export interface PlanStatus {
  account: string;
  region: string;
  lookups: string[];
  /** Requests that it was estimated to take when it was chosen. */
  requests: number;
  /** Requests of fetching everything instead. */
  everythingRequests: number;
  reason: string;
}

/** POST `estimate` with `{query, from, to}` (a `SigtrailQueryModel`, epoch milliseconds): what a query asks of CloudTrail. */
export interface EstimateResponse {
  /** The lookups' attributes, e.g. `EventName=StopLogging`; `everything` stands for a lookup without one. */
  lookups: string[];
  /** LookupEvents requests per minute while the query is run again and again, over all accounts and regions. */
  requestsPerMinute: number;
  /** LookupEvents requests for what is not fetched yet of the asked range. */
  firstRequests: number;
  /** Accounts times regions that are searched. */
  places: number;
  /** E.g. `about 3 requests per minute`. */
  text: string;
  /** Why these lookups were chosen, in a sentence. */
  reason: string;
  /** Where the query's events come from. */
  source: 'lookup' | 'trail';
  /** Why, in a sentence; absent where the data source has no trail. */
  sourceReason?: string;
  /** For a trail: what the statement is likely to scan of what is not read yet; no `bytes` before anything is known. */
  scan?: Partial<ScannedBytes>;
}
