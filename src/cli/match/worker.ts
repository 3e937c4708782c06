import { parentPort, workerData } from 'node:worker_threads';
import { compileEngine, type SigmaRule } from '../../sigma';
import { chunkMatcher } from './chunkMatcher';

/** What a worker of `sigtrail match --threads` is started with. */
export interface WorkerSetup {
  readonly rules: readonly SigmaRule[];
  readonly naive: boolean;
  readonly withMatches: boolean;
}

/** A chunk with a number that its result is sent back with. */
export interface WorkerTask {
  readonly id: number;
  readonly bytes: Uint8Array;
}

const { rules, naive, withMatches } = workerData as WorkerSetup;
const match = chunkMatcher(compileEngine(rules, { naive }), withMatches);
parentPort?.on('message', ({ id, bytes }: WorkerTask) => {
  parentPort?.postMessage({ id, result: match(bytes) });
});
