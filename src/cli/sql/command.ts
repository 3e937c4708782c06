import { isForCloudTrail } from '../../catalogue';
import {
  condition,
  distinctionsOf,
  exactRule,
  fieldsOf,
  hasKeywords,
  parseTableName,
  printTerm,
  readTable,
  selectCounts,
  selectEvents,
  type TrailTable,
} from '../../cloudtrail/trail';
import { loadRuleSet, type SigmaRule } from '../../sigma';
import { UsageError } from '../args/parseOptions';
import type { Io } from '../io';
import { readPipelines } from '../rules/pipelineOption';
import { ruleSources } from '../rules/ruleSources';
import { DEFAULT_TABLE, readColumns } from './columns';
import { sqlOptions, type SqlOptions } from './options';

const USAGE =
  'usage: sigtrail sql --rules PATH… --table CATALOG.SCHEMA.TABLE --from T [--to T] [--exact] [--counts] [--columns FILE] ' +
  '[--regions R…] [--accounts ID…] [--limit N] [--settle-minutes N] [--pipeline FILE] [--json]\n';

/**
 * Prints the statement that asks a trail's table for all that rules can match; with `--exact` one for each rule that SQL can
 * decide by itself. Exit code 0, 1 where `--exact` could not put every rule into SQL, 2 for bad usage or input.
 */
export async function sqlCommand(args: string[], io: Io): Promise<number> {
  try {
    const options = sqlOptions(args, Date.now());
    const pipelines = await readPipelines(options.pipelines);
    const set = loadRuleSet(await ruleSources(options.rulePaths), { pipelines });
    for (const { severity, file, line, column, message } of set.problems) {
      if (severity === 'error') {
        io.err(`${file}:${line}:${column}: ${message}\n`);
      }
    }
    const rules = set.rules.filter(isForCloudTrail);
    if (rules.length === 0) {
      throw new Error('There is no rule for CloudTrail among these files.');
    }
    const info = options.columns === undefined ? DEFAULT_TABLE : await readColumns(options.columns);
    const table = readTable(info, parseTableName(options.table));
    for (const { field, rules: keys } of table.blindFields(rules)) {
      io.err(`The table has no ${field}, which ${keys.length === 1 ? '1 rule reads' : `${keys.length} rules read`}.\n`);
    }
    return options.exact ? printExact(rules, table, options, io) : printOne(rules, table, options, io);
  } catch (error) {
    io.err(`sigtrail sql: ${error instanceof Error ? error.message : String(error)}\n`);
    if (error instanceof UsageError) {
      io.err(USAGE);
    }
    return 2;
  }
}

function printOne(rules: readonly SigmaRule[], table: TrailTable, options: SqlOptions, io: Io): number {
  const narrowed = condition(rules, [], table);
  const request = { ...options, table, condition: narrowed };
  const statement = options.counts
    ? selectCounts({ ...request, fields: fieldsOfRules(rules), distinctions: distinctionsOf(rules, [], table) })
    : selectEvents(request);
  if (narrowed.weakened > 0) {
    io.err(`Less is asked of ${narrowed.weakened} of ${rules.length} rules, so that all fit into one statement.\n`);
  }
  io.out(
    options.json
      ? `${JSON.stringify({ statement: statement.text, rules: rules.length, weakened: narrowed.weakened, blindFields: table.blindFields(rules) })}\n`
      : `${statement.text}\n`
  );
  return 0;
}

function fieldsOfRules(rules: readonly SigmaRule[]): Set<string> | 'whole' {
  return rules.some(({ expression }) => hasKeywords(expression))
    ? 'whole'
    : new Set(rules.flatMap(({ expression }) => [...fieldsOf(expression)]));
}

function printExact(rules: readonly SigmaRule[], table: TrailTable, options: SqlOptions, io: Io): number {
  let left = 0;
  for (const rule of rules) {
    const exact = exactRule(rule, table);
    left += exact.term ? 0 : 1;
    const statement = exact.term
      ? selectEvents({ ...options, table, condition: { text: printTerm(exact.term) } }).text
      : undefined;
    const name = { rule_id: rule.key, rule: rule.title };
    if (options.json) {
      io.out(
        `${JSON.stringify({ ...name, ...(statement === undefined ? { reasons: exact.reasons } : { statement }) })}\n`
      );
    } else {
      const title = `-- ${rule.title.replace(/[\r\n]+/g, ' ')} (${rule.key.replace(/[\r\n]+/g, ' ')})\n`;
      const reasons = (exact.reasons ?? []).map(
        (reason) => `-- not in SQL alone: ${reason.replace(/[\r\n]+/g, ' ')}\n`
      );
      io.out(`${title}${statement === undefined ? reasons.join('') : `${statement};\n`}\n`);
    }
  }
  return left === 0 ? 0 : 1;
}
