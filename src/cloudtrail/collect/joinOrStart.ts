import type { Clock } from '../aws/clock';
import type { LookupFilter } from '../lookup/filter';
import { secondsOf, withSegment, type Range } from '../store/coverage';
import { staleRanges, type Freshness } from '../store/freshness';
import type { FetchRequest } from './fetch';
import { LookupJob } from './job';
import type { Lane } from './lane';

/** The lookups that will fill the gaps: those under way as far as they do, and new ones for the rest. */
export function joinOrStart(
  request: FetchRequest,
  open: readonly Range[],
  waiter: symbol,
  lane: Lane,
  clock: Clock
): LookupJob[] {
  let rest = [...open];
  const jobs: LookupJob[] = [];
  const candidates = request.filter
    ? [...lane.active(request.filter), ...lane.active(undefined)]
    : lane.active(undefined);
  for (const job of candidates) {
    const left = rest.flatMap((range) => notCovered(range, job, request.freshness));
    if (secondsOf(left) < secondsOf(rest)) {
      rest = left;
      jobs.push(job);
    }
  }
  // Newest first, so that a deadline leaves out the oldest part.
  for (const range of rest.reverse()) {
    takeOver(range, request.filter, lane, jobs);
    const job = new LookupJob(request.filter, range, Math.floor(clock.now() / 1000));
    jobs.push(job);
    job.join(waiter, request.priority);
    lane.add(job);
  }
  for (const job of jobs) {
    job.join(waiter, request.priority);
  }
  return jobs;
}

/** What of a range a lookup under way will not cover, or not freshly enough: an old one is good for what had settled. */
function notCovered(range: Range, job: LookupJob, freshness: Freshness): Range[] {
  const segment = { from: job.stopS, to: job.reachedS, asOf: job.asOf };
  return staleRanges(withSegment([], segment, freshness.settleS), range, freshness);
}

/**
 * A lookup that nobody waits for any more and an outage held up would ask for the same once more when the outage is over:
 * it is left what is older than the new one's range. Where it is among `joined`, what is left takes its place.
 */
function takeOver(range: Range, filter: LookupFilter | undefined, lane: Lane, joined: LookupJob[]): void {
  for (const job of lane.active(filter)) {
    if (job.abandoned && !job.busy && range.from < job.reachedS && job.reachedS <= range.to) {
      const rest = job.giveUpFrom(range.from);
      if (rest) {
        lane.add(rest);
      }
      const index = joined.indexOf(job);
      if (rest && index >= 0) {
        joined[index] = rest;
      }
    }
  }
}
