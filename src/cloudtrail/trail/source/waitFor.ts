import type { Clock } from '../../aws/clock';
import { unlessAborted } from '../../unlessAborted';
import type { Waiters } from './waiters';

/** A statement under way. */
export interface Awaited {
  readonly waiters: Waiters;
  readonly ended: Promise<void>;
}

/**
 * Waits until all of them have ended. Whoever is cancelled wants nothing more: statements that nobody else waits for are
 * stopped. Whoever cannot wait longer asks again: they go on.
 *
 * @returns false at the deadline
 * @throws the signal's reason when it is aborted
 */
export async function waitFor(
  statements: readonly Awaited[],
  clock: Clock,
  deadlineMs: number,
  signal: AbortSignal
): Promise<boolean> {
  if (statements.length === 0) {
    return true;
  }
  const waiter = Symbol('query');
  statements.forEach(({ waiters }) => waiters.join(waiter));
  const timer = new AbortController();
  const late = clock.sleep(Math.max(0, deadlineMs - clock.now()), timer.signal).then(
    () => false,
    () => true
  );
  const all = Promise.all(statements.map(({ ended }) => ended)).then(() => true);
  try {
    return await unlessAborted(Promise.race([all, late]), signal);
  } finally {
    timer.abort();
    statements.forEach(({ waiters }) => waiters.leave(waiter, !signal.aborted));
  }
}
