import type { Io } from '../io';
import { compileEngine, EventParseError, loadRuleSet, type Engine } from '../../sigma';
import { parseOptions, UsageError } from '../args/parseOptions';
import { eventFiles, recordsOf } from '../input/eventFiles';
import { ruleSources } from '../rules/ruleSources';

const USAGE = 'usage: sigtrail match --rules PATH… --events PATH… [--output counts|ndjson] [--naive] [--json]\n';

/** Broken records that are named; the others are counted only. */
const NAMED_PROBLEMS = 5;

interface Totals {
  events: number;
  unparsed: number;
  readonly counts: number[];
}

/**
 * Runs rules over files of CloudTrail records and counts the matches, or prints a line for each. Exit code 0 when it
 * ran, whatever matched; 2 for bad usage or input.
 */
export async function matchCommand(args: string[], io: Io): Promise<number> {
  try {
    const { flags, values } = parseOptions(args, {
      flags: ['json', 'naive'],
      values: ['output'],
      lists: ['rules', 'events'],
    });
    const output = values.get('output')?.at(-1) ?? 'counts';
    const rulePaths = values.get('rules') ?? [];
    const eventPaths = values.get('events') ?? [];
    if (rulePaths.length === 0 || eventPaths.length === 0 || !['counts', 'ndjson'].includes(output)) {
      throw new UsageError('--rules and --events are needed, and --output is counts or ndjson.');
    }
    const set = loadRuleSet(await ruleSources(rulePaths));
    for (const { severity, file, line, column, message } of set.problems) {
      if (severity === 'error') {
        io.err(`${file}:${line}:${column}: ${message}\n`);
      }
    }
    const engine = compileEngine(set.rules, { naive: flags.has('naive') });
    const totals: Totals = { events: 0, unparsed: 0, counts: set.rules.map(() => 0) };
    for (const file of await eventFiles(eventPaths)) {
      await matchFile(file, engine, totals, output === 'ndjson' ? io.out : undefined, io);
    }
    if (output === 'counts') {
      io.out(flags.has('json') ? jsonCounts(engine, totals) : textCounts(engine, totals));
    }
    return 0;
  } catch (error) {
    io.err(`sigtrail match: ${error instanceof Error ? error.message : String(error)}\n`);
    if (error instanceof UsageError) {
      io.err(USAGE);
    }
    return 2;
  }
}

async function matchFile(
  file: string,
  engine: Engine,
  totals: Totals,
  print: ((text: string) => void) | undefined,
  io: Io
): Promise<void> {
  for await (const records of recordsOf(file)) {
    for (const { text, line } of records) {
      const found = text === undefined ? undefined : attempt(engine, text);
      if (!found) {
        totals.unparsed++;
        if (totals.unparsed <= NAMED_PROBLEMS) {
          io.err(`${file}:${line}: this is no JSON object and was passed over.\n`);
        }
        continue;
      }
      totals.events++;
      for (const index of found.matches) {
        totals.counts[index] = (totals.counts[index] ?? 0) + 1;
        const rule = engine.rules[index];
        print?.(
          `${JSON.stringify({ rule_id: rule?.key, rule: rule?.title, severity: rule?.level ?? 'informational', file, line, event: found.event })}\n`
        );
      }
    }
  }
}

function attempt(engine: Engine, text: string): ReturnType<Engine['matchText']> | undefined {
  try {
    return engine.matchText(text);
  } catch (error) {
    if (error instanceof EventParseError) {
      return undefined;
    }
    throw error;
  }
}

function matched(engine: Engine, { counts }: Totals) {
  return engine.rules
    .map((rule, index) => ({ rule, count: counts[index] ?? 0 }))
    .filter(({ count }) => count > 0)
    .sort((a, b) => b.count - a.count || (a.rule.key < b.rule.key ? -1 : 1));
}

function jsonCounts(engine: Engine, totals: Totals): string {
  const rules = Object.fromEntries(matched(engine, totals).map(({ rule, count }) => [rule.key, count]));
  return `${JSON.stringify({ events: totals.events, unparsed: totals.unparsed, rules })}\n`;
}

function textCounts(engine: Engine, totals: Totals): string {
  const lines = matched(engine, totals).map(
    ({ rule, count }) => `${String(count).padStart(8)}  ${(rule.level ?? 'informational').padEnd(13)}  ${rule.title}`
  );
  const broken = totals.unparsed > 0 ? `, ${totals.unparsed} not readable` : '';
  return [
    ...lines,
    `${totals.events} events${broken}, ${engine.rules.length} rules, ${lines.length} of them matched`,
    '',
  ].join('\n');
}
