import type { RuleProblem } from '../../contract/resources';

/**
 * The problems of a text that was checked with other documents behind it. Of these only errors matter: they are told at the
 * text's last line, since their own is not there to be shown.
 */
export function ownProblems(problems: readonly RuleProblem[], text: string): RuleProblem[] {
  const last = text.split('\n').length;
  return problems.flatMap((problem) => {
    if (problem.line <= last) {
      return [problem];
    }
    const { severity, code, message } = problem;
    const told = { severity, code, message: `In the rules behind this text: ${message}`, line: last, column: 1 };
    return severity === 'error' ? [told] : [];
  });
}
