import { setImmediate } from 'node:timers/promises';
import { spawn } from 'node:child_process';
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
const AHEAD = 4;

interface Pending {
  readonly done: (result: ChunkResult) => void;
  result?: ChunkResult;
}

/**
 * Workers beside this thread, which matches what they have no room for. Each compiles the rules for itself. They are
 * processes: threads of one process took a fifth more CPU for the same work.
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
    const child = spawn(process.execPath, [...process.execArgv, '-'], {
      stdio: ['pipe', 'inherit', 'inherit', 'ipc'],
      serialization: 'advanced',
    });
    const slot = { child, busy: 0 };
    child.on('message', (message) => {
      const { id, result } = message as { id: number; result: ChunkResult };
      slot.busy--;
      finish(id, result);
      wake();
    });
    const fail = (why: string) => {
      failure ??= new Error(`A worker of this command ended: ${why}. Run it again, or with --threads 1.`);
      wake();
    };
    child.on('error', (error) => fail(error.message));
    child.on('exit', (exitCode, signal) => fail(signal ?? `exit code ${exitCode}`));
    // A worker that has ended says so by its end.
    child.stdin?.on('error', () => undefined);
    child.stdin?.end(code);
    child.send(setup, () => undefined);
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
        // A copy: the bytes are valid for now only.
        slot.child.send({ id, work: { bytes: Uint8Array.from(work.bytes) } }, () => undefined);
      } else {
        slot.child.send({ id, work }, () => undefined);
      }
    },
    drain: () => until(() => pending.size === 0),
    close() {
      workers.forEach(({ child }) => child.kill());
      return Promise.resolve();
    },
  };
}
