import type { Expression } from './expression';
import type { Location, Problem } from './problem';

/** Sigma's levels and statuses are in `contract/levels`; the language keeps its own copy of the union: it imports nothing. */
export type SigmaLevel = 'informational' | 'low' | 'medium' | 'high' | 'critical';

/** A text with rules: a file, a request's body, an editor. */
export interface RuleSource {
  /** Shown in problems; unique within a rule set. */
  readonly file: string;
  readonly text: string;
  /** Where the file comes from, as shown: `github.com/SigmaHQ/sigma`, a folder, `bundled`. */
  readonly origin?: string;
  readonly license?: string;
  /** Text of the file of tests that belongs to it (docs/rule-tests.md), where it came along. */
  readonly tests?: string;
}

export interface SigmaLogSource {
  readonly product?: string;
  readonly service?: string;
  readonly category?: string;
  readonly definition?: string;
  /** Members that the specification does not name. */
  readonly custom?: Readonly<Record<string, PlainValue>>;
}

export interface RelatedRule {
  readonly id: string;
  readonly type: string;
}

/** What rules, correlations and filters share. */
export interface SigmaMetadata {
  /** Unique within a rule set: the id, else the name, else `file#document`. Used as `rule_id`. */
  readonly key: string;
  readonly id?: string;
  readonly name?: string;
  readonly title: string;
  readonly status?: string;
  readonly level?: SigmaLevel;
  readonly description?: string;
  readonly author?: string;
  readonly license?: string;
  readonly references: readonly string[];
  readonly falsepositives: readonly string[];
  readonly fields: readonly string[];
  readonly tags: readonly string[];
  readonly scope: readonly string[];
  readonly related: readonly RelatedRule[];
  readonly date?: string;
  readonly modified?: string;
  readonly taxonomy?: string;
  /** Members that the specification does not name. */
  readonly custom: Readonly<Record<string, unknown>>;
  readonly source: RuleSource;
  /** Which document of the source, from 0. */
  readonly document: number;
  /** The document's text, byte for byte, without the `---` lines around it. */
  readonly body: string;
  readonly location: Location;
}

/** A value as YAML or JSON has it. */
export type PlainValue =
  string | number | boolean | null | readonly PlainValue[] | { readonly [name: string]: PlainValue };

/** A named detection of a rule, as written. */
export interface SigmaDetection {
  readonly name: string;
  /** The detection's YAML with its key, dedented, as it stands in the document. */
  readonly yaml: string;
  readonly location: Location;
  /** Lowered: predicates with their modifiers resolved. */
  readonly expression: Expression;
  /** The detection's value as parsed, modifiers still in its keys. Absent in rules that were not parsed from text. */
  readonly definition?: PlainValue;
}

export interface SigmaCondition {
  readonly text: string;
  readonly location: Location;
  readonly expression: Expression;
}

export interface SigmaRule extends SigmaMetadata {
  readonly kind: 'rule';
  readonly logsource: SigmaLogSource;
  /** As the rule has it, where a processing pipeline has changed it. */
  readonly writtenLogsource?: SigmaLogSource;
  /** In the document's order. */
  readonly detections: readonly SigmaDetection[];
  /** A list of conditions is an OR. */
  readonly conditions: readonly SigmaCondition[];
  /** The whole rule: conditions ORed, filters of the set ANDed. */
  readonly expression: Expression;
  /** Filters that were applied, by key. */
  readonly filters: readonly string[];
}

export type CorrelationType =
  | 'event_count'
  | 'value_count'
  | 'temporal'
  | 'temporal_ordered'
  | 'value_sum'
  | 'value_avg'
  | 'value_percentile'
  | 'value_median';

export type CorrelationOperator = 'gt' | 'gte' | 'lt' | 'lte' | 'eq' | 'neq';

/** Boolean tree over the names of referenced rules: extended temporal conditions. */
export type CorrelationExpression =
  | { readonly op: 'and' | 'or'; readonly of: readonly CorrelationExpression[] }
  | { readonly op: 'not'; readonly of: CorrelationExpression }
  | { readonly op: 'rule'; readonly reference: string; readonly location?: Location };

export interface SigmaCorrelation extends SigmaMetadata {
  readonly kind: 'correlation';
  readonly type: CorrelationType;
  /** Referenced rules or correlations as written (id or name), in order. */
  readonly ruleReferences: ReadonlyArray<{ readonly reference: string; readonly location: Location }>;
  /** Keys of what `ruleReferences` resolve to, in the same order. Filled when a set is loaded. */
  readonly rules: readonly string[];
  readonly groupBy: readonly string[];
  readonly timespanSeconds: number;
  /** Alias → (reference → field path). */
  readonly aliases: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** All must hold, so `gt` with `lte` is a range. Empty for temporal types without a condition. */
  readonly thresholds: ReadonlyArray<{ readonly operator: CorrelationOperator; readonly value: number }>;
  /** value_*: the fields that are counted or aggregated. */
  readonly fields: readonly string[];
  /** value_percentile: 0-100. */
  readonly percentile?: number;
  /** temporal types: an extended condition. */
  readonly condition?: CorrelationExpression;
  /** True: the referenced rules alert by themselves too. */
  readonly generate: boolean;
  /** The `correlation:` block's YAML, dedented. */
  readonly yaml: string;
}

export interface SigmaFilter extends SigmaMetadata {
  readonly kind: 'filter';
  readonly logsource: SigmaLogSource;
  /** Rules that it applies to, by id or name; `any`: all with its log source. */
  readonly rules: readonly string[] | 'any';
  readonly expression: Expression;
  /** As written, where the filter was parsed from text. */
  readonly detections?: readonly SigmaDetection[];
  readonly condition?: SigmaCondition;
}

/**
 * Rules that were loaded together: references resolved, filters applied.
 * What is wrong is in `problems`; a document with an error is not in `rules`, and takes no other with it
 * (but a correlation whose rule is missing is an error of that correlation).
 */
export interface RuleSet {
  readonly rules: readonly SigmaRule[];
  readonly correlations: readonly SigmaCorrelation[];
  readonly filters: readonly SigmaFilter[];
  readonly problems: readonly Problem[];
}
