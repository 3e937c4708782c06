import type { Place } from '../../cloudtrail';
import type { Expression } from '../../sigma';
import type { PartMatches } from './matchPart';

/** To the worker: conditions of a rule set, in its order; known by a number from then on. */
export interface RulesMessage {
  readonly kind: 'rules';
  readonly book: number;
  readonly expressions: readonly Expression[];
}

/** To the worker: run a rule set over blocks of a store's file. It answers with one MatchedMessage. */
export interface MatchMessage {
  readonly kind: 'match';
  readonly request: number;
  readonly book: number;
  readonly file: string;
  /** Tells a file from one that had its name before. */
  readonly generation: number;
  readonly blocks: ReadonlyArray<{ readonly block: number; readonly place: Place }>;
}

export type WorkerMessage = RulesMessage | MatchMessage;

/** From the worker: matches by block, in the order asked for; absent where a block cannot be read. */
export interface MatchedMessage {
  readonly request: number;
  readonly matches: ReadonlyArray<PartMatches | undefined>;
}
