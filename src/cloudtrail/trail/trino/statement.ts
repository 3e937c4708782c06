import { backoffMs } from '../../backoff';
import { unlessAborted } from '../../unlessAborted';
import { queryFault, type QueryError } from '../queryFault';
import type { RunOptions, RunStats, SqlRow } from '../types';
import type { Answer, ResultColumn } from './answer';
import type { Exchange } from './exchange';
import { mayStartAgain } from './faults';

/** A server that has no room or no nodes yet is asked again for so long. */
const START_AGAIN_MS = 60_000;
const FIRST_BACKOFF_MS = 250;
const MAX_BACKOFF_MS = 5_000;

/**
 * A statement at Trino, from its start to its end. It is stopped there when the signal is aborted and when its pages
 * are not read to the end; one page is asked for ahead, and no more is held.
 */
export class TrinoStatement {
  /** Once the first page is there. */
  columns: readonly ResultColumn[] = [];
  /** In Trino's own words, once it has failed there. */
  failure: QueryError | undefined;
  private nextUri: string | undefined;
  private current: RunStats = { state: 'queued', scannedBytes: 0, elapsedMs: 0 };
  private readonly ended = new AbortController();
  private readonly signal: AbortSignal;
  private ahead: Promise<readonly SqlRow[] | undefined>;

  constructor(
    private readonly exchange: Exchange,
    private readonly statement: string,
    private readonly headers: Readonly<Record<string, string>>,
    private readonly options: RunOptions
  ) {
    this.signal = AbortSignal.any([options.signal, this.ended.signal]);
    const onAbort = () => void this.stop();
    options.signal.addEventListener('abort', onAbort, { once: true });
    this.ended.signal.addEventListener('abort', () => options.signal.removeEventListener('abort', onAbort));
    this.ahead = this.held(this.first());
  }

  stats(): RunStats {
    return this.current;
  }

  /** Pages with rows, in order. @throws TrailError, or the signal's reason */
  async *pages(): AsyncGenerator<readonly SqlRow[], void, undefined> {
    try {
      for (;;) {
        const rows = await unlessAborted(this.ahead, this.options.signal);
        if (!rows) {
          return;
        }
        this.ahead = this.held(this.following());
        yield rows;
      }
    } finally {
      await this.stop();
      this.ended.abort();
    }
  }

  /** Nobody may be waiting yet when it fails. */
  private held<T>(promise: Promise<T>): Promise<T> {
    promise.catch(() => undefined);
    return promise;
  }

  private async first(): Promise<readonly SqlRow[] | undefined> {
    const { clock } = this.exchange;
    const until = clock.now() + START_AGAIN_MS;
    for (let attempt = 1; ; attempt++) {
      let answer = this.accept(await this.begin());
      // Until it has columns, nothing of the table was read.
      while (!answer.error && answer.nextUri && answer.rows.length === 0) {
        answer = this.accept(await this.exchange.next(answer.nextUri, this.signal));
      }
      if (!answer.error || !mayStartAgain(answer.error) || clock.now() >= until) {
        return this.rowsOf(answer);
      }
      await clock.sleep(backoffMs(attempt, FIRST_BACKOFF_MS, MAX_BACKOFF_MS), this.signal);
    }
  }

  private async begin(): Promise<Answer> {
    const answer = await this.exchange.start(this.statement, this.headers, this.signal);
    if (this.signal.aborted && answer.nextUri) {
      await this.exchange.stop(answer.nextUri);
      this.signal.throwIfAborted();
    }
    return answer;
  }

  private async following(): Promise<readonly SqlRow[] | undefined> {
    while (this.nextUri !== undefined) {
      const answer = this.accept(await this.exchange.next(this.nextUri, this.signal));
      const rows = this.rowsOf(answer);
      if (rows) {
        return rows;
      }
    }
    return undefined;
  }

  private rowsOf({ error, rows }: Answer): readonly SqlRow[] | undefined {
    if (error) {
      this.failure = error;
      throw queryFault('Trino', error);
    }
    return rows.length > 0 ? rows : undefined;
  }

  private accept(answer: Answer): Answer {
    this.nextUri = answer.nextUri;
    this.columns = answer.columns ?? this.columns;
    this.current = { queryId: answer.id, ...answer.stats };
    this.options.onProgress?.(this.current);
    return answer;
  }

  private async stop(): Promise<void> {
    const uri = this.nextUri;
    this.nextUri = undefined;
    if (uri !== undefined) {
      await this.exchange.stop(uri).catch(() => undefined);
    }
  }
}
