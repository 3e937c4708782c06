import type { Limits } from '../limits';
import type { Draft } from '../lower/draft';
import type { ValueBudget } from '../modifiers/budget';
import type { Placeholders } from '../modifiers/context';
import type { Pipeline } from '../pipeline/types';
import type { RuleSource } from '../types';
import type { YamlMapping } from '../yaml/node';
import type { SourceText } from '../yaml/sourceText';
import type { Report } from './report';

/** What parsing one document needs to know. */
export interface ParseContext {
  readonly source: RuleSource;
  readonly text: SourceText;
  readonly limits: Limits;
  readonly placeholders: Placeholders;
  readonly report: Report;
  /** What the document's values may still grow to. */
  readonly budget: ValueBudget;
  /** Processing pipelines, in their order. */
  readonly pipelines: readonly Pipeline[];
  /** What they do to this document. */
  readonly processing?: Processing;
}

/** The pipelines at work on one document (`pipeline/`). */
export interface Processing {
  /** The detections, by name, as the pipelines leave them. Reports why the rule is refused, where it is. */
  process(detections: ReadonlyMap<string, Draft>, report: Report): ReadonlyMap<string, Draft>;
  /** What is ANDed to each condition. */
  added(): ReadonlyArray<{ readonly name: string; readonly draft: Draft }>;
}

/** A document of a collection after its actions (global, repeat) were carried out. */
export interface RuleDocument {
  readonly root: YamlMapping;
  /** Position in the text, from 0. */
  readonly document: number;
  readonly body: string;
  /** True after `action: repeat`: parsed as a rule whatever it holds. */
  readonly repeated: boolean;
  /** True where a `global` or `repeat` action gave the document its id, which it then shares with others. */
  readonly sharedId: boolean;
}
