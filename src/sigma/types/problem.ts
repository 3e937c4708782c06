/** A range in a rule's text. Lines and columns start at 1, columns count UTF-16 code units, the end is exclusive. */
export interface Location {
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

export type ProblemSeverity = 'error' | 'warning' | 'info';

/**
 * Something wrong with a rule. An `error` keeps its document out of the rule set; the others do not.
 * `message` says what is wrong and what to write instead.
 */
export interface Problem extends Location {
  readonly severity: ProblemSeverity;
  /** Stable, kebab-case: `unknown-modifier`, `condition-syntax`. Listed in docs/problems.md. */
  readonly code: string;
  readonly message: string;
  readonly file?: string;
  /** Path into the document, e.g. `detection.selection.eventName|re`. */
  readonly path?: string;
  /** Id or title of the rule, where it could be read. */
  readonly rule?: string;
}
