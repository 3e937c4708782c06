import { checkRules } from '../../catalogue';
import { loadRuleSet, type Problem } from '../../sigma';
import { parseOptions, UsageError } from '../args/parseOptions';
import type { Io } from '../io';
import { readPipelines } from '../rules/pipelineOption';
import { ruleSources } from '../rules/ruleSources';

const USAGE = 'usage: sigtrail check PATH… [--pipeline FILE] [--json]\n';

/**
 * Prints what is wrong with rules, one `file:line:column: severity: message [code]` a line, or one JSON object with --json.
 * Exit code 0 without errors (warnings and hints do not count), 1 with errors, 2 for bad usage or paths.
 */
export async function checkCommand(args: string[], io: Io): Promise<number> {
  try {
    const { flags, values, positionals } = parseOptions(args, { flags: ['json'], values: ['pipeline'] });
    if (positionals.length === 0) {
      throw new UsageError('Name at least one rule file or folder.');
    }
    const sources = await ruleSources(positionals);
    if (sources.length === 0) {
      throw new Error(`${positionals.join(', ')}: no rule file (*.yml, *.yaml) is there.`);
    }
    const pipelines = await readPipelines(values.get('pipeline') ?? []);
    const ruleSet = loadRuleSet(sources, { pipelines });
    const problems = [...ruleSet.problems, ...checkRules(ruleSet)].sort(byPlace);
    const errors = problems.filter(({ severity }) => severity === 'error').length;
    const counts = {
      files: sources.length,
      rules: ruleSet.rules.length,
      correlations: ruleSet.correlations.length,
      filters: ruleSet.filters.length,
      errors,
      warnings: problems.filter(({ severity }) => severity === 'warning').length,
    };
    if (flags.has('json')) {
      io.out(`${JSON.stringify({ ...counts, problems })}\n`);
    } else {
      problems.forEach((problem) => io.out(`${problemLine(problem)}\n`));
      io.err(
        `${counts.files} files: ${counts.rules} rules, ${counts.correlations} correlations, ${counts.filters} filters; ` +
          `${counts.errors} errors, ${counts.warnings} warnings\n`
      );
    }
    return errors > 0 ? 1 : 0;
  } catch (error) {
    io.err(`sigtrail check: ${error instanceof Error ? error.message : String(error)}\n`);
    if (error instanceof UsageError) {
      io.err(USAGE);
    }
    return 2;
  }
}

function problemLine({ file, line, column, severity, message, code }: Problem): string {
  return `${file ?? ''}:${line}:${column}: ${severity}: ${message} [${code}]`;
}

function byPlace(a: Problem, b: Problem): number {
  const [fileA, fileB] = [a.file ?? '', b.file ?? ''];
  return fileA === fileB ? a.line - b.line || a.column - b.column : fileA < fileB ? -1 : 1;
}
