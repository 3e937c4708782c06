import type { Draft, DraftItem } from '../lower/draft';
import type { Location, PlainValue, SigmaLogSource, SigmaMetadata } from '../types';

/** A value that conditions and states compare. */
export type PlainScalar = string | number | boolean | null;

/** A rule (or filter) while pipelines work on it. */
export interface DraftRule {
  readonly kind: 'rule' | 'filter';
  readonly metadata: Omit<SigmaMetadata, 'source' | 'document' | 'body' | 'location' | 'key'>;
  logsource: SigmaLogSource;
  detections: ReadonlyMap<string, Draft>;
  /** Conditions that pipelines added, ANDed to the rule's own. */
  added: ReadonlyArray<{ readonly name: string; readonly draft: Draft }>;
  readonly state: Map<string, PlainScalar>;
  /** Ids of the steps that were applied. */
  readonly applied: Set<string>;
  /** Values for placeholders. */
  vars: Readonly<Record<string, readonly PlainScalar[]>>;
  /** Values that steps may still make: mappings to several names multiply them. */
  budget: number;
  /** Where the rule stands, for what has no place of its own. */
  readonly location: Location;
}

/** What a step does. All members are optional: a step works on the rule, on its items, or on names of fields. */
export interface Transformation {
  readonly onRule?: (rule: DraftRule) => void;
  /** What the item becomes; undefined: it is dropped. */
  readonly onItem?: (item: DraftItem, rule: DraftRule) => Draft | undefined;
  /** What a field is called from now on; several are ORed. Applies to referenced fields too. */
  readonly onField?: (field: string, rule: DraftRule) => readonly string[];
}

export type RuleCondition = (rule: DraftRule) => boolean;
export type ItemCondition = (item: DraftItem, rule: DraftRule) => boolean;
export type FieldCondition = (field: string | undefined, rule: DraftRule, item: DraftItem) => boolean;

/** One entry of `transformations`. */
export interface Step {
  readonly id: string | undefined;
  readonly transformation: Transformation;
  readonly ruleCondition: RuleCondition;
  readonly itemCondition: ItemCondition;
  readonly fieldCondition: FieldCondition;
}

/** A processing pipeline that was read. */
export interface Pipeline {
  readonly name: string;
  /** Pipelines with smaller ones come first. */
  readonly priority: number;
  readonly vars: Readonly<Record<string, readonly PlainScalar[]>>;
  readonly steps: readonly Step[];
}

/** A pipeline refuses the rule; the message is for the user. */
export class PipelineFault extends Error {
  constructor(
    message: string,
    readonly location?: Location
  ) {
    super(message);
    this.name = 'PipelineFault';
  }
}

/** A pipeline's text is not what it should be; the place is in the pipeline's file. */
export class PipelineSyntax extends Error {
  constructor(
    message: string,
    readonly location: Location
  ) {
    super(message);
    this.name = 'PipelineSyntax';
  }
}

export function isScalar(value: PlainValue | undefined): value is PlainScalar {
  return value === null || (value !== undefined && typeof value !== 'object');
}
