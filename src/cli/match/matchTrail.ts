import { connectTrail, type AwsSettings, type TrailConnection } from '../../cloudtrail';
import { condition, readTable, selectEvents } from '../../cloudtrail/trail';
import type { Engine, SigmaRule } from '../../sigma';
import type { Io } from '../io';
import { matchRecord } from './chunkMatcher';
import type { MatchedRecord } from './correlations';
import type { Totals } from './totals';

/** What of a trail is matched. */
export interface TrailRun {
  readonly trail: TrailConnection;
  /** Whole epoch seconds, half open; neither: all of it. */
  readonly fromS?: number;
  readonly toS?: number;
  readonly engine: Engine;
  readonly rules: readonly SigmaRule[];
  readonly totals: Totals;
  readonly io: Io;
}

/** Left of a statement for what is not its condition. */
const RESERVED_BYTES = 40_000;
const SETTLE_MINUTES = 15;

/**
 * Runs rules over a trail in S3: one statement brings the events that they may match, each once, and the engine decides.
 *
 * @throws TrailError
 */
export async function matchTrail({ trail, fromS, toS, engine, rules, totals, io }: TrailRun): Promise<void> {
  const { signal } = new AbortController();
  const sql = connectTrail(trail, awsOf(trail));
  try {
    const table = readTable(await sql.describe(trail.table, signal), trail.table);
    for (const { field, rules: readers } of table.blindFields(rules)) {
      io.err(
        `The table has no ${field}, which ${readers.length === 1 ? '1 rule reads' : `${readers.length} rules read`}.\n`
      );
    }
    const narrowed = condition(rules, [], table, { maxBytes: sql.maxStatementBytes - RESERVED_BYTES });
    const statement = selectEvents({
      table,
      condition: narrowed,
      settleMinutes: SETTLE_MINUTES,
      ...(fromS === undefined ? {} : { fromS }),
      ...(toS === undefined ? {} : { toS }),
    });
    const run = sql.run(statement.text, { signal, token: `match-${process.pid}-${Date.now()}`.padEnd(32, '0') });
    const seen = new Set<string>();
    const matched: Array<MatchedRecord & { readonly timeMs: number }> = [];
    for await (const rows of run.pages) {
      for (const row of rows) {
        const { eventId, text, timeMs } = statement.recordOf(row);
        if (seen.has(eventId)) {
          continue;
        }
        seen.add(eventId);
        const found = text === null ? undefined : matchRecord(engine, text);
        if (text === null || !found) {
          totals.unparsed++;
        } else if (found.length > 0) {
          matched.push({ text, file: trail.table.table, line: seen.size, rules: found, timeMs });
        } else {
          totals.events++;
        }
      }
    }
    // An engine gives rows in any order.
    matched.sort((a, b) => a.timeMs - b.timeMs).forEach((record) => totals.addRecord(record));
  } finally {
    sql.close();
  }
}

/** Athena is called with the credentials of the environment. */
function awsOf({ region }: TrailConnection): AwsSettings {
  return { authType: 'default', defaultRegion: region || 'us-east-1', accounts: [] };
}
