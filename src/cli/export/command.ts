import { buildCatalogue, isForCloudTrail } from '../../catalogue';
import { AlertOptionError, alertRules, renderAlertRules } from '../../catalogue/alerting';
import { loadRuleSet, quietRules, type SigmaCorrelation, type SigmaRule } from '../../sigma';
import { UsageError } from '../args/parseOptions';
import type { Io } from '../io';
import { readPipelines } from '../rules/pipelineOption';
import { ruleSources } from '../rules/ruleSources';
import { exportOptions, USAGE, type ExportOptions } from './options';

type AnyRule = SigmaRule | SigmaCorrelation;

/**
 * Prints alert rules for the rules at the paths, to be provisioned; the data source must have loaded the same rules. What is
 * left out, and why, goes to standard error. Exit code 0 when it ran, as with `match`; 2 for bad usage or input.
 */
export async function exportCommand(args: string[], io: Io): Promise<number> {
  try {
    const options = exportOptions(args);
    const pipelines = await readPipelines(options.pipelines);
    const ruleSet = loadRuleSet(await ruleSources(options.rulePaths), { pipelines });
    for (const { severity, file, line, column, message } of ruleSet.problems) {
      if (severity === 'error') {
        io.err(`${file ?? ''}:${line}:${column}: ${message}\n`);
      }
    }
    const catalogue = buildCatalogue(ruleSet);
    const quiet = quietRules(ruleSet.correlations);
    const chosen = catalogue
      .select(options.minLevel ? { minLevel: options.minLevel } : {})
      .filter((rule) => rule.kind === 'correlation' || isForCloudTrail(rule))
      .filter(({ key }) => !quiet.has(key));
    if (chosen.length === 0) {
      throw new Error(`no rule to export is in ${options.rulePaths.join(', ')}.`);
    }
    const alerts = alertRules(chosen, options.alert);
    io.out(renderAlertRules(alerts, options.format));
    const visible = new Map(catalogue.summaries({}).map((summary) => [summary.id, summary.visible]));
    report(io, options, ruleSet.rules, quiet, chosen, ({ key }) => visible.get(key) ?? true);
    alerts.notices.forEach((notice) => io.err(`${notice}\n`));
    return 0;
  } catch (error) {
    io.err(`sigtrail export: ${error instanceof Error ? error.message : String(error)}\n`);
    if (error instanceof UsageError || error instanceof AlertOptionError) {
      io.err(USAGE);
    }
    return 2;
  }
}

function report(
  io: Io,
  { minLevel }: ExportOptions,
  all: readonly SigmaRule[],
  quiet: ReadonlySet<string>,
  chosen: readonly AnyRule[],
  visible: (rule: AnyRule) => boolean
): void {
  const tell = (count: number, what: string) =>
    count > 0 && io.err(`${count} ${count === 1 ? 'rule' : 'rules'} ${what}\n`);
  const others = all.filter((rule) => !isForCloudTrail(rule)).length;
  tell(chosen.length, `exported${minLevel ? `, of level ${minLevel} and above` : ''}.`);
  tell(others, 'left out: for other log sources than CloudTrail.');
  tell(quiet.size, 'left out: only part of a correlation.');
  tell(
    chosen.filter((rule) => !visible(rule)).length,
    'cannot fire from LookupEvents alone, which never returns data events.'
  );
}
