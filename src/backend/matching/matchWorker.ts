import { parentPort } from 'node:worker_threads';
import { openBlocks, type BlockReader } from '../../cloudtrail/store/sqlite/openBlocks';
import { columnMatcher, compileEngine, type ColumnMatcher, type SigmaRule } from '../../sigma';
import { matchPart, type PartMatches } from './matchPart';
import type { MatchedMessage, MatchMessage, WorkerMessage } from './messages';

/** A worker thread: runs rules over blocks that it reads from the store's file itself. */
const matchers = new Map<number, ColumnMatcher>();
let opened: { file: string; generation: number; reader: BlockReader; close(): void } | undefined;

parentPort?.on('message', (message: WorkerMessage) => {
  switch (message.kind) {
    case 'rules':
      // The engine reads no more of a rule than its condition.
      matchers.set(
        message.book,
        columnMatcher(compileEngine(message.expressions.map((expression) => ({ expression }) as SigmaRule)))
      );
      return;
    case 'match':
      answer(message);
  }
});

function answer(message: MatchMessage): void {
  const matches = message.blocks.map(({ block, place }) => {
    try {
      const matcher = matchers.get(message.book);
      return matcher && matchPart(matcher, readerOf(message).open(block, place));
    } catch {
      // Whoever asked reads the block itself, and learns what is wrong with it.
      return undefined;
    }
  });
  const answered: MatchedMessage = { request: message.request, matches };
  parentPort?.postMessage(answered, matches.flatMap(buffersOf));
}

function readerOf({ file, generation }: MatchMessage): BlockReader {
  if (opened?.file !== file || opened.generation !== generation) {
    opened?.close();
    opened = undefined;
    opened = { file, generation, ...openBlocks(file) };
  }
  return opened.reader;
}

function buffersOf(matches: PartMatches | undefined): ArrayBuffer[] {
  return matches ? [matches.rows, matches.rules, matches.seconds].map(({ buffer }) => buffer as ArrayBuffer) : [];
}
