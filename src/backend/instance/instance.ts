import type { EventStore, LookupSource, TrailSource, Place } from '../../cloudtrail';
import type { InlineRules } from '../evaluate/inlineRules';
import type { RuleBook } from '../rules/ruleBook';
import type { SettingProblem, Settings } from '../settings/settings';

export interface InstanceObserver {
  scan(cached: boolean): void;
  evaluated(seconds: number): void;
  /** Blocks of events whose matches were known, and those that rules had to run on. */
  matched(hits: number, misses: number): void;
}

/** One data source as its settings are now. */
export interface Instance {
  readonly orgId: number;
  readonly uid: string;
  readonly name: string;
  readonly settings: Settings;
  /** What is wrong with the settings. */
  readonly problems: readonly SettingProblem[];
  readonly source: LookupSource;
  /** CloudTrail's records in S3; absent where the settings name none. */
  readonly trail?: TrailSource;
  readonly store: EventStore;
  readonly inline: InlineRules;
  /** The rules as they are now; reads them at first use. */
  rules(): Promise<RuleBook>;
  /** Looks at the rule folders now instead of when they are next watched. */
  reloadRules(): Promise<void>;
  /** Rules and correlations loaded so far; 0 before they are read. */
  ruleCount(): number;
  now(): number;
  /** Up to when the place was looked up, epoch seconds; undefined before the first lookup. */
  newestLook(place: Place): number | undefined;
  /** Told of each scan and each evaluation, for metrics. */
  readonly observe: InstanceObserver;
  /** Takes the data source's secrets out of a text. */
  redact(text: string): string;
  logInfo(message: string, fields: Readonly<Record<string, unknown>>): void;
  logError(message: string, error: unknown): void;
  /** New settings have taken its place: queries under way may finish. */
  retire(): void;
  /** Ends lookups and watching; the event store stays. */
  dispose(): void;
}
