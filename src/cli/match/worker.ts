import { parentPort, workerData } from 'node:worker_threads';
import { compileEngine, type SigmaRule } from '../../sigma';
import { chunkMatcher, type ChunkResult } from './chunkMatcher';
import type { Work } from './matchPool';
import { matchRange } from './matchRange';

/** What a worker of `sigtrail match --threads` is started with. */
export interface WorkerSetup {
  readonly rules: readonly SigmaRule[];
  readonly naive: boolean;
  readonly withMatches: boolean;
}

/** What to match, with a number that its result is sent back with. */
export interface WorkerTask {
  readonly id: number;
  readonly work: Work;
}

const { rules, naive, withMatches } = workerData as WorkerSetup;
const match = chunkMatcher(compileEngine(rules, { naive }), withMatches);
parentPort?.on('message', ({ id, work }: WorkerTask) => {
  const answer = (result: ChunkResult) => parentPort?.postMessage({ id, result });
  if ('bytes' in work) {
    answer(match(work.bytes));
  } else {
    matchRange(work.file, work.range, match).then(answer, (error: unknown) => {
      // Nobody can go on without this part: it ends the run.
      setImmediate(() => {
        throw error;
      });
    });
  }
});
