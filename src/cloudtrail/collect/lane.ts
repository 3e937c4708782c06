import { filterKey, type LookupFilter } from '../lookup/filter';
import type { Range } from '../store/coverage';
import type { LookupJob } from './job';
import { step, type StepContext } from './step';

/** Requests of one lane under way at once: us-east-1 may take 4 s an answer, and the quota is by request, not by time. */
const MAX_IN_FLIGHT = 8;
/** Splitting costs up to a page. */
const MIN_SPLIT_PAGES = 2;

/**
 * All lookups of one account and region: jobs take turns page by page, the most urgent first, at the pacer's speed.
 */
export class Lane {
  private readonly jobs: LookupJob[] = [];
  private readonly listeners = new Set<() => void>();
  private running = false;
  private inFlight = 0;
  private turn = 0;
  private readonly turns = new WeakMap<LookupJob, number>();

  constructor(private readonly context: StepContext) {}

  add(job: LookupJob): void {
    this.jobs.push(job);
    void this.run();
  }

  /** Active jobs for one filter. */
  active(filter: LookupFilter | undefined): LookupJob[] {
    const key = filterKey(filter);
    return this.jobs.filter((job) => job.state === 'active' && filterKey(job.filter) === key);
  }

  /** Calls back after each page and each job's end. @returns stops it */
  onProgress(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** What is under way, for `status`. */
  state(): {
    jobs: number;
    backlogMs: number;
    ranges: Array<Range & { filter: string; reached: number; asOf: number }>;
  } {
    const active = this.jobs.filter((job) => job.state === 'active');
    return {
      jobs: active.length,
      backlogMs: this.context.pacer.backlogMs(),
      ranges: active.map((job) => ({
        from: job.stopS,
        to: job.range.to,
        filter: filterKey(job.filter),
        reached: job.reachedS,
        asOf: job.asOf,
      })),
    };
  }

  /** Ends all jobs. */
  stop(): void {
    for (const job of this.jobs) {
      job.finish('cancelled');
      job.abort.abort();
    }
    this.sweep();
  }

  private async run(): Promise<void> {
    if (this.running) {
      return;
    }
    this.running = true;
    try {
      while (!this.context.signal.aborted) {
        this.sweep();
        if (this.inFlight >= MAX_IN_FLIGHT || !(this.next() ?? this.splittable())) {
          return;
        }
        const waited = await this.context.pacer.acquire(this.context.signal);
        // Chosen after the wait: a more urgent job may have come meanwhile.
        const job = this.next() ?? this.split();
        if (!job) {
          this.context.pacer.release();
          return;
        }
        job.waitedMs += waited;
        this.launch(job);
      }
    } catch {
      // The lane was stopped while it waited for its turn.
    } finally {
      this.running = false;
    }
  }

  private launch(job: LookupJob): void {
    job.busy = true;
    this.inFlight++;
    this.turns.set(job, ++this.turn);
    void step(job, this.context).finally(() => {
      job.busy = false;
      this.inFlight--;
      if (job.state === 'active') {
        this.tell(job);
      }
      this.sweep();
      void this.run();
    });
  }

  /** The most urgent job without a request under way; among equals the one served longest ago. */
  private next(): LookupJob | undefined {
    let best: LookupJob | undefined;
    for (const job of this.jobs) {
      if (job.state === 'active' && !job.busy && (!best || this.before(job, best))) {
        best = job;
      }
    }
    return best;
  }

  /** The busy job with the most pages left, where a second request at its side would pay. */
  private splittable(): LookupJob | undefined {
    let best: LookupJob | undefined;
    for (const job of this.jobs) {
      if (job.busy && job.pagesLeft() >= MIN_SPLIT_PAGES && job.pagesLeft() > (best?.pagesLeft() ?? 0)) {
        best = job;
      }
    }
    return best;
  }

  /** The quota has room for a request, and every job waits for an answer: lets one of them go on in two places. */
  private split(): LookupJob | undefined {
    const child = this.splittable()?.split(Math.floor(this.context.clock.now() / 1000));
    if (child) {
      this.jobs.push(child);
    }
    return child;
  }

  private before(a: LookupJob, b: LookupJob): boolean {
    return a.priority - b.priority < 0 || (a.priority === b.priority && this.lastTurn(a) < this.lastTurn(b));
  }

  private lastTurn(job: LookupJob): number {
    return this.turns.get(job) ?? 0;
  }

  private tell(job: LookupJob): void {
    this.context.observer.progress?.(this.context.place, job);
  }

  private sweep(): void {
    for (let index = this.jobs.length - 1; index >= 0; index--) {
      if (this.jobs[index].state !== 'active' && !this.jobs[index].busy) {
        this.jobs.splice(index, 1).forEach((job) => this.tell(job));
      }
    }
    for (const listener of [...this.listeners]) {
      listener();
    }
  }
}
