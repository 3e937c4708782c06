import type { RuleProblem } from '../../contract/resources';
import type { Problem } from '../../sigma';

/** A problem as editors and lists show it. */
export function toRuleProblem({
  severity,
  code,
  message,
  file,
  line,
  column,
  endLine,
  endColumn,
}: Problem): RuleProblem {
  return { severity, code, message, ...(file === undefined ? {} : { file }), line, column, endLine, endColumn };
}
