/** Bounds on what is read; rules come from anywhere. */
export interface Limits {
  /** UTF-16 code units of one text (file). */
  readonly sourceLength: number;
  /** UTF-16 code units of one YAML document. */
  readonly documentLength: number;
  /** Documents of one text. */
  readonly documents: number;
  /** Nested maps and lists. */
  readonly depth: number;
  /** Maps, lists and scalars of one document, aliases counted each time they are used. */
  readonly nodes: number;
  /** Nodes that aliases may add to a document. */
  readonly aliasNodes: number;
  /** Names, selectors and operators of one condition. */
  readonly conditionTokens: number;
  /** Nested parentheses and `not`s of one condition. */
  readonly conditionDepth: number;
  /** Predicates of one rule, after selectors, filters and modifiers have multiplied them. */
  readonly predicates: number;
  /** Modifiers of one key. */
  readonly modifiers: number;
  /** UTF-16 code units of all values of one rule, after modifiers have multiplied and encoded them. */
  readonly valueLength: number;
  /** UTF-16 code units of one regular expression. */
  readonly regexLength: number;
  /** RE2 instructions of one regular expression. */
  readonly regexProgram: number;
  /** Values that the placeholders of one value may expand to. */
  readonly placeholderValues: number;
}

export const DEFAULT_LIMITS: Limits = {
  sourceLength: 32_000_000,
  documentLength: 1_048_576,
  documents: 20_000,
  depth: 100,
  nodes: 200_000,
  aliasNodes: 10_000,
  conditionTokens: 50_000,
  conditionDepth: 200,
  predicates: 100_000,
  modifiers: 32,
  valueLength: 16_000_000,
  regexLength: 8_192,
  regexProgram: 20_000,
  placeholderValues: 10_000,
};
