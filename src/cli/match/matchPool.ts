import { setImmediate } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import type { ByteRange } from '../input/lineChunks';
import type { ChunkResult } from './chunkMatcher';
import { matchRange } from './matchRange';
import type { WorkerSetup } from './worker';

/** Whole lines, or a part of a file that a worker reads itself: then nothing is copied from thread to thread. */
export type Work = { readonly bytes: Uint8Array } | { readonly file: string; readonly range: ByteRange };

/** Matches lines, wherever: results come in the order in which the work went in. */
export interface MatchPool {
  /** True: parts of files are to be given rather than bytes. */
  readonly reads: boolean;
  /** Resolves when there is room for more; `done` is called with the result, in order. */
  push(work: Work, done: (result: ChunkResult) => void): Promise<void>;
  /** Resolves when all results have been handed over. */
  drain(): Promise<void>;
  close(): Promise<void>;
}

/** One thread: this one. */
export function inlinePool(match: (bytes: Uint8Array) => ChunkResult): MatchPool {
  return {
    reads: false,
    async push(work, done) {
      done('bytes' in work ? match(work.bytes) : await matchRange(work.file, work.range, match));
    },
    drain: () => Promise.resolve(),
    close: () => Promise.resolve(),
  };
}

/** Work that each worker has at once: it must not run dry while this thread is at work itself. */
const AHEAD = 2;

interface Pending {
  readonly done: (result: ChunkResult) => void;
  result?: ChunkResult;
}

/**
 * Workers beside this thread, which matches what they have no room for. Each compiles the rules for itself.
 *
 * @param count number of workers, at least one
 * @param match how this thread matches
 */
export async function workerPool(
  count: number,
  setup: WorkerSetup,
  match: (bytes: Uint8Array) => ChunkResult
): Promise<MatchPool> {
  const { code } = await import('virtual:worker/cli/match/worker');
  const pending = new Map<number, Pending>();
  let nextId = 0;
  let nextOut = 0;
  let failure: Error | undefined;
  let wake: () => void = () => undefined;
  /** Hands over all results whose turn it is. */
  const finish = (id: number, result: ChunkResult) => {
    const entry = pending.get(id);
    if (entry) {
      entry.result = result;
    }
    for (let ready = pending.get(nextOut); ready?.result; ready = pending.get(nextOut)) {
      pending.delete(nextOut++);
      ready.done(ready.result);
    }
  };
  const workers = Array.from({ length: count }, () => {
    const worker = new Worker(code, { eval: true, workerData: setup });
    const slot = { worker, busy: 0 };
    worker.on('message', ({ id, result }: { id: number; result: ChunkResult }) => {
      slot.busy--;
      finish(id, result);
      wake();
    });
    worker.on('error', (error) => {
      failure = error instanceof Error ? error : new Error(String(error));
      wake();
    });
    return slot;
  });
  const until = async (ready: () => boolean) => {
    while (!ready() && !failure) {
      await new Promise<void>((resolve) => (wake = resolve));
    }
    if (failure) {
      throw failure;
    }
  };
  const freest = () => workers.reduce((best, slot) => (slot.busy < best.busy ? slot : best));
  return {
    reads: true,
    async push(work, done) {
      if (failure) {
        throw failure;
      }
      // What the workers have sent is read first.
      await setImmediate();
      const id = nextId++;
      pending.set(id, { done });
      const slot = freest();
      if (slot.busy === AHEAD) {
        finish(id, 'bytes' in work ? match(work.bytes) : await matchRange(work.file, work.range, match));
        return;
      }
      slot.busy++;
      if ('bytes' in work) {
        // A copy of its own, given away: the bytes are valid for now only.
        const own = new Uint8Array(work.bytes);
        slot.worker.postMessage({ id, work: { bytes: own } }, [own.buffer]);
      } else {
        slot.worker.postMessage({ id, work });
      }
    },
    drain: () => until(() => pending.size === 0),
    async close() {
      await Promise.all(workers.map(({ worker }) => worker.terminate()));
    },
  };
}
