import type { ProblemCode } from '../parse/codes';
import type { Location, Problem, ProblemSeverity, SigmaMetadata } from '../types';

/** A problem of a document that was already read. */
export function problemAt(
  document: SigmaMetadata,
  at: Location,
  severity: ProblemSeverity,
  code: ProblemCode,
  message: string,
  path?: string
): Problem {
  return {
    severity,
    code,
    message,
    line: at.line,
    column: at.column,
    endLine: at.endLine,
    endColumn: at.endColumn,
    file: document.source.file,
    rule: document.id ?? (document.title || document.key),
    ...(path !== undefined && { path }),
  };
}
