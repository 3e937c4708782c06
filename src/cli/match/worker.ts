import { compileEngine, type SigmaRule } from '../../sigma';
import { chunkMatcher, type ChunkResult } from './chunkMatcher';
import type { Work } from './matchPool';
import { matchRange } from './matchRange';

/** The first message to a worker of `sigtrail match --threads`. */
export interface WorkerSetup {
  readonly rules: readonly SigmaRule[];
  readonly naive: boolean;
  readonly withMatches: boolean;
}

/** All further messages: what to match, with a number that its result is sent back with. */
export interface WorkerTask {
  readonly id: number;
  readonly work: Work;
}

let match: ReturnType<typeof chunkMatcher> | undefined;
process.on('message', (message: WorkerSetup | WorkerTask) => {
  if (!('id' in message)) {
    match = chunkMatcher(compileEngine(message.rules, { naive: message.naive }), message.withMatches);
    return;
  }
  const { id, work } = message;
  const answer = (result: ChunkResult) => process.send?.({ id, result });
  if (!match) {
    throw new Error('A worker was given work before rules.');
  }
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
