import type { Clock } from '../../aws/clock';
import type { Segment } from '../../store/coverage';
import type { CoverageKey } from '../../store/types';
import { filterKey } from '../../lookup/filter';
import type { Gap } from './gaps';
import { TrailJob } from './job';
import { scopeHash, type TrailScope } from './needs';
import type { Slots } from './slots';

/** Panels of a dashboard ask within a moment of one another: one statement serves them all. */
const GATHER_MS = 80;
/** The searches under way: each runs once, whoever asks for it. */
export class TrailJobs {
  private active: TrailJob[] = [];

  /** @param run sends the statement and takes its rows in; it sets the job's state and never throws */
  constructor(
    private readonly clock: Clock,
    private readonly slots: Slots,
    private readonly run: (job: TrailJob) => Promise<void>
  ) {}

  list(): readonly TrailJob[] {
    return this.active;
  }

  /** What searches under way will cover of a key. */
  segments(key: CoverageKey | undefined): Segment[] {
    const name = filterKey(key);
    return this.active.filter((job) => job.keys().some((each) => filterKey(each) === name)).map((job) => job.segment());
  }

  /** A search that fills the gap: one that is not sent yet takes it in, else a new one. */
  start(gap: Gap, scope: TrailScope, limit: number): TrailJob {
    const scoped = scopeHash(scope);
    const open = this.active.find((job) => job.takeIn(gap, scoped, limit));
    if (open) {
      return open;
    }
    const job = new TrailJob(gap, scope, limit, Math.floor(this.clock.now() / 1000));
    this.active.push(job);
    void this.gather(job);
    return job;
  }

  close(reason: Error): void {
    this.active.forEach((job) => job.stop.abort(reason));
  }

  private async gather(job: TrailJob): Promise<void> {
    await this.clock.sleep(GATHER_MS, job.stop.signal).catch(() => undefined);
    job.state = 'queued';
    await this.slots.run(async () => {
      job.state = 'running';
      job.asOf = Math.floor(this.clock.now() / 1000);
      await this.run(job);
    });
    this.active = this.active.filter((other) => other !== job);
    job.end();
  }
}
