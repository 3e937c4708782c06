import type { Location, Problem, ProblemSeverity } from '../types';
import type { ProblemCode } from './codes';

/** Collects what is wrong with the documents of one text. */
export interface Report {
  readonly file: string | undefined;
  readonly problems: Problem[];
  error(code: ProblemCode, at: Location, message: string, path?: string): void;
  warning(code: ProblemCode, at: Location, message: string, path?: string): void;
  info(code: ProblemCode, at: Location, message: string, path?: string): void;
  /** True once an error was added. */
  failed(): boolean;
}

/** @param rule Id or title of the rule, shown with each problem. */
export function createReport(file?: string, rule?: string): Report {
  const problems: Problem[] = [];
  const add =
    (severity: ProblemSeverity) =>
    (code: ProblemCode, at: Location, message: string, path?: string): void => {
      problems.push({
        severity,
        code,
        message,
        line: at.line,
        column: at.column,
        endLine: at.endLine,
        endColumn: at.endColumn,
        ...(file !== undefined && { file }),
        ...(path !== undefined && { path }),
        ...(rule !== undefined && { rule }),
      });
    };
  return {
    file,
    problems,
    error: add('error'),
    warning: add('warning'),
    info: add('info'),
    failed: () => problems.some((problem) => problem.severity === 'error'),
  };
}
