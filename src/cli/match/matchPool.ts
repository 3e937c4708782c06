import { Worker } from 'node:worker_threads';
import type { ChunkResult } from './chunkMatcher';
import type { WorkerSetup } from './worker';

/** Matches chunks, wherever: results come in the order in which the chunks went in. */
export interface ChunkPool {
  /** Resolves when there is room for another chunk; `done` is called with its result, in order. */
  push(bytes: Uint8Array, done: (result: ChunkResult) => void): Promise<void>;
  /** Resolves when all results have been handed over. */
  drain(): Promise<void>;
  close(): Promise<void>;
}

/** One thread: this one. */
export function inlinePool(match: (bytes: Uint8Array) => ChunkResult): ChunkPool {
  return {
    push(bytes, done) {
      done(match(bytes));
      return Promise.resolve();
    },
    drain: () => Promise.resolve(),
    close: () => Promise.resolve(),
  };
}

/** Chunks that wait for each worker: it must not run dry while a file is read. */
const AHEAD = 3;

interface Pending {
  readonly done: (result: ChunkResult) => void;
  result?: ChunkResult;
}

/** `threads` workers beside this thread, which reads. Each compiles the rules for itself. */
export async function workerPool(threads: number, setup: WorkerSetup): Promise<ChunkPool> {
  const { code } = await import('virtual:worker/cli/match/worker');
  const pending = new Map<number, Pending>();
  let nextId = 0;
  let nextOut = 0;
  let failure: Error | undefined;
  let wake: () => void = () => undefined;
  const workers = Array.from({ length: threads }, () => {
    const worker = new Worker(code, { eval: true, workerData: setup });
    const slot = { worker, busy: 0 };
    worker.on('message', ({ id, result }: { id: number; result: ChunkResult }) => {
      slot.busy--;
      const entry = pending.get(id);
      if (entry) {
        entry.result = result;
      }
      for (let ready = pending.get(nextOut); ready?.result; ready = pending.get(nextOut)) {
        pending.delete(nextOut++);
        ready.done(ready.result);
      }
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
    async push(bytes, done) {
      await until(() => freest().busy < AHEAD);
      const slot = freest();
      const id = nextId++;
      pending.set(id, { done });
      slot.busy++;
      // A copy of its own, given away: a buffer of Node's pool cannot be.
      const own = new Uint8Array(bytes);
      slot.worker.postMessage({ id, bytes: own }, [own.buffer]);
    },
    drain: () => until(() => pending.size === 0),
    async close() {
      await Promise.all(workers.map(({ worker }) => worker.terminate()));
    },
  };
}
