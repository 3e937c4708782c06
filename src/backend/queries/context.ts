import type { AccountFailure, EventSource, ResolvedAccount, TrailSource } from '../../cloudtrail';
import type { InlineRules } from '../evaluate/inlineRules';
import type { RuleBook } from '../rules/ruleBook';
import type { Settings } from '../settings/settings';
import type { Query } from './parseQuery';
import type { ScanScope } from './scanScope';

/** The event source as queries use it: events, and what is searched. */
export interface SearchedSource extends EventSource {
  readonly regions: readonly string[];
  resolveAccounts(signal?: AbortSignal): Promise<{ accounts: ResolvedAccount[]; failures: AccountFailure[] }>;
}

/** All that answering one query takes. */
export interface QueryContext {
  readonly query: Query;
  readonly refId: string;
  /** Epoch milliseconds, both inclusive. */
  readonly fromMs: number;
  readonly toMs: number;
  readonly intervalMs: number;
  /** An alert evaluation: incomplete data is an error, not a notice. */
  readonly alert: boolean;
  readonly settings: Settings;
  readonly source: SearchedSource;
  /** Absent where the data source has none. */
  readonly trail?: TrailSource;
  readonly scans: ScanScope;
  readonly inline: InlineRules;
  /** The data source's rules. */
  rules(): Promise<RuleBook>;
  /** Told how long rules ran on events, in seconds. */
  onEvaluated(seconds: number): void;
  /** Epoch milliseconds: when the query came. */
  readonly nowMs: number;
  /** Epoch milliseconds. */
  readonly deadlineMs: number;
  readonly signal: AbortSignal;
}
