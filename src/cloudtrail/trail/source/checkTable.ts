import { runStatement, type StatementContext } from './runStatement';
import type { TableSummary, TrailStatements } from './statements';

/** What a look at the table found. */
export interface TableCheck extends TableSummary {
  /** Epoch milliseconds; undefined where there is none within a day, or it was not looked for. */
  readonly newestMs?: number;
  /** Finding the newest event would read all of a table without partitions by day. */
  readonly isNewestKnown: boolean;
}

const DAY_S = 86_400;

/**
 * Looks for the newest event of the last day, which reads a partition or two.
 *
 * @throws TrailError; the signal's reason when it is aborted
 */
export async function checkTable(
  statements: TrailStatements,
  context: StatementContext,
  signal: AbortSignal
): Promise<TableCheck> {
  const { summary } = statements;
  if (!summary.partitions.includes('day')) {
    return { ...summary, isNewestKnown: false };
  }
  const nowS = Math.floor(context.clock.now() / 1000);
  const range = { from: nowS - DAY_S, to: nowS + 1 };
  const question = { filters: [], regions: [], accounts: [], fromS: range.from, toS: range.to };
  const { text, eventOf } = statements.events(question, 1);
  const stop = new AbortController();
  signal.addEventListener('abort', () => stop.abort(signal.reason), { once: true });
  const token = `check-${nowS}-${Math.floor(Math.random() * 1e9)}`.padEnd(32, '0');
  let newestMs: number | undefined;
  await runStatement(context, { text, range, stop, token, onStats: () => undefined }, (rows) => {
    newestMs ??= rows[0] && eventOf(rows[0])?.timeMs;
    return Promise.resolve();
  });
  return { ...summary, isNewestKnown: true, ...(newestMs === undefined ? {} : { newestMs }) };
}
