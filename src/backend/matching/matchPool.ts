import { Worker } from 'node:worker_threads';
import type { EventPart } from '../../cloudtrail';
import type { RuleSet } from '../../sigma';
import type { MatchMemory } from './matchMemory';
import type { MatchedMessage, MatchMessage, RulesMessage } from './messages';

/** Blocks of one message: a cancelled query stops after them, and an urgent one waits for no more. */
const BATCH = 16;
/** Fewer unknown blocks are matched where they are asked for: sending them would take as long. */
const MIN_BLOCKS = 24;
/** Rule sets that the worker keeps compiled: each text of an inline rule is one. Beyond it the worker starts anew. */
const MAX_BOOKS = 60;
/** The worker goes when it has had nothing to do for so long, and its memory with it. */
const IDLE_MS = 30_000;

interface Stored extends EventPart {
  readonly block: number;
  readonly file: { readonly path: string; readonly generation: number };
}

/** A thread that runs rules over many blocks, so that the main one goes on answering. */
export class MatchPool {
  private worker?: Worker;
  private idle?: NodeJS.Timeout;
  private requests = 0;
  private readonly waiting = new Map<number, (message: MatchedMessage | undefined) => void>();
  private readonly books = new WeakMap<RuleSet, number>();
  private known = new Set<number>();
  private serial = 0;
  private readonly pending = new WeakMap<MatchMemory, Map<string, Promise<void>>>();

  /**
   * @param code of the worker, JavaScript
   * @param onFailure told where the thread cannot run: matching goes on without it
   */
  constructor(
    private readonly code: string,
    private readonly onFailure: (error: unknown) => void
  ) {}

  /**
   * Finds out what the rules match in parts, as far as that is not known and worth a thread; kept in `memory`.
   *
   * @throws the signal's reason when it is aborted
   */
  async prepare(
    ruleSet: RuleSet,
    memory: MatchMemory,
    parts: readonly EventPart[],
    signal: AbortSignal
  ): Promise<void> {
    const unknown = parts.filter((part): part is Stored => isStored(part) && !memory.has(part));
    if (unknown.length < MIN_BLOCKS) {
      return;
    }
    // The thread has the next batch at hand while the last one's answer is taken in.
    let last: Promise<unknown> = Promise.resolve();
    for (let at = 0; at < unknown.length && !signal.aborted; at += BATCH) {
      const next = this.matchOnce(ruleSet, memory, unknown.slice(at, at + BATCH));
      await last;
      last = next;
    }
    await last;
    signal.throwIfAborted();
  }

  close(): void {
    clearTimeout(this.idle);
    void this.worker?.terminate();
    this.end();
  }

  /** Matches what no other query has asked for; ends when all of the batch is there, or cannot be had. */
  private async matchOnce(ruleSet: RuleSet, memory: MatchMemory, batch: readonly Stored[]): Promise<void> {
    const pending = this.pending.get(memory) ?? new Map<string, Promise<void>>();
    this.pending.set(memory, pending);
    const wanted = batch.filter((part) => !memory.has(part));
    const asked = wanted.flatMap(({ key }) => pending.get(key) ?? []);
    const fresh = wanted.filter(({ key }) => !pending.has(key));
    if (fresh.length > 0) {
      const run = this.match(ruleSet, fresh).then((answer) => {
        fresh.forEach(({ key }, index) => {
          pending.delete(key);
          const matches = answer?.matches[index];
          if (matches) {
            memory.keep(key, matches);
          }
        });
      });
      fresh.forEach(({ key }) => pending.set(key, run));
      asked.push(run);
    }
    await Promise.all(asked);
  }

  private match(ruleSet: RuleSet, batch: readonly Stored[]): Promise<MatchedMessage | undefined> {
    try {
      const worker = this.started();
      const request = ++this.requests;
      const [{ file }] = batch;
      const message: MatchMessage = {
        kind: 'match',
        request,
        book: this.bookOf(worker, ruleSet),
        file: file.path,
        generation: file.generation,
        blocks: batch.map(({ block, place }) => ({ block, place })),
      };
      return new Promise((resolve) => {
        this.waiting.set(request, resolve);
        worker.postMessage(message);
      });
    } catch (error) {
      this.onFailure(error);
      return Promise.resolve(undefined);
    }
  }

  private bookOf(worker: Worker, ruleSet: RuleSet): number {
    let book = this.books.get(ruleSet);
    if (book === undefined) {
      book = ++this.serial;
      this.books.set(ruleSet, book);
    }
    if (!this.known.has(book)) {
      this.known.add(book);
      const expressions = ruleSet.rules.map(({ expression }) => expression);
      worker.postMessage({ kind: 'rules', book, expressions } satisfies RulesMessage);
    }
    return book;
  }

  private started(): Worker {
    if (this.known.size >= MAX_BOOKS && this.waiting.size === 0) {
      this.close();
    }
    clearTimeout(this.idle);
    this.idle = setTimeout(() => {
      if (this.waiting.size === 0) {
        this.close();
      }
    }, IDLE_MS);
    this.idle.unref();
    if (!this.worker) {
      const worker = new Worker(this.code, { eval: true });
      worker.unref();
      worker.on('message', (message: MatchedMessage) => {
        this.waiting.get(message.request)?.(message);
        this.waiting.delete(message.request);
      });
      worker.on('error', (error) => {
        this.onFailure(error);
        this.end(worker);
      });
      worker.on('exit', () => this.end(worker));
      this.worker = worker;
    }
    return this.worker;
  }

  /** Whoever waits for a thread that is gone goes on without it. */
  private end(worker = this.worker): void {
    if (worker !== this.worker) {
      return;
    }
    delete this.worker;
    this.known = new Set();
    this.waiting.forEach((resolve) => resolve(undefined));
    this.waiting.clear();
  }
}

function isStored(part: EventPart): part is Stored {
  return part.block !== undefined && part.file !== undefined;
}
