import type { EventRow, EventStore, Place } from '../../store/types';
import type { SqlRow } from '../types';
import type { TrailJob } from './job';
import { runStatement, trailError, type StatementContext } from './runStatement';
import type { TrailStatements } from './statements';

export interface RunContext extends StatementContext {
  readonly statements: TrailStatements;
  readonly place: Place;
  readonly store: EventStore;
  /** Keeps Athena from running a statement twice: equal for the same statement within a search. */
  readonly token: string;
}

/** Events that go into the store at a time: as many as take a few milliseconds. */
const BATCH = 500;

/** Runs a search: its candidates go into the store, and what it covers is noted once all of them are there. */
export async function runJob(job: TrailJob, context: RunContext): Promise<void> {
  try {
    await takeIn(job, context);
    cover(job, context);
    job.state = 'done';
  } catch (error) {
    job.state = 'failed';
    job.error = trailError(error);
  }
}

async function takeIn(job: TrailJob, context: RunContext): Promise<void> {
  const { statements, place, store, token } = context;
  const { range, limit, stop } = job;
  const rules = job.rules && [...job.rules.values()];
  const question = { ...job.scope, ...(rules ? { rules } : {}), fromS: range.from, toS: range.to };
  const { text, eventOf } = statements.events(question, limit + 1);
  job.statement = text;
  const take = async (rows: readonly SqlRow[]): Promise<void> => {
    for (let at = 0; at < rows.length; at += BATCH) {
      const events = rows.slice(at, at + BATCH).flatMap((row): EventRow[] => {
        const event = eventOf(row);
        return event ? [{ ...event, ...place }] : [];
      });
      if (events.length > 0) {
        job.candidates += events.length;
        job.oldestMs = events.reduce((oldest, { timeMs }) => Math.min(oldest, timeMs), job.oldestMs);
        job.added += store.add(place, events);
        // Queries are answered in between.
        await new Promise<void>((resolve) => setImmediate(resolve));
      }
    }
  };
  const onStats = (stats: TrailJob['stats']) => {
    job.stats = stats;
  };
  const counted = rules ? { rules: rules.length } : {};
  await runStatement(context, { text, range, stop, token, onStats, ...counted }, take);
}

function cover(job: TrailJob, { place, store }: RunContext): void {
  let { from } = job.range;
  if (job.candidates > job.limit) {
    // More events of the oldest second may be left out.
    from = Math.floor(job.oldestMs / 1000) + 1;
    job.truncatedFrom = from;
  }
  const keys = job.keys().flatMap((key) => key ?? []);
  store.cover(place, keys.length === 0 ? undefined : keys, { from, to: job.range.to, asOf: job.asOf });
}
