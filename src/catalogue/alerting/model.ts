/** Alert rules as Grafana knows them, before they are written in one of its formats. Durations are seconds. */
export interface AlertRules {
  readonly groups: readonly AlertRuleGroup[];
  /** What the user should know, each a sentence. */
  readonly notices: readonly string[];
}

/** Rules that are evaluated at the same interval. */
export interface AlertRuleGroup {
  readonly orgId: number;
  readonly name: string;
  readonly folder: string;
  readonly intervalSeconds: number;
  readonly rules: readonly AlertRule[];
}

export interface AlertRule {
  /** At most 40 of `[A-Za-z0-9-_]`, unique in the organisation. */
  readonly uid: string;
  /** At most 190 bytes, unique in its folder. */
  readonly title: string;
  /** The refId of the query that decides. */
  readonly condition: string;
  readonly queries: readonly AlertQuery[];
  readonly noDataState: 'NoData' | 'OK';
  readonly execErrState: 'Error';
  readonly forSeconds: number;
  /** 0: not damped. */
  readonly keepFiringSeconds: number;
  /** Go templates. */
  readonly annotations: Readonly<Record<string, string>>;
  /** Go templates. */
  readonly labels: Readonly<Record<string, string>>;
}

export interface AlertQuery {
  readonly refId: string;
  readonly queryType?: string;
  /** How long before the evaluation the window begins and ends. */
  readonly fromSeconds: number;
  readonly toSeconds: number;
  readonly datasourceUid: string;
  readonly model: Readonly<Record<string, unknown>>;
}
