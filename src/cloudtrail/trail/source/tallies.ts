import { createHash } from 'node:crypto';
import { Lru } from '../../store/lru';
import type { EventPart, Place } from '../../store/types';
import { TrailError } from '../trailError';
import type { RunStats, SqlRow } from '../types';
import { runsOf, type Chunk } from './chunks';
import { ruleHash, scopeHash } from './needs';
import { runStatement, trailError, type StatementContext } from './runStatement';
import type { Slots } from './slots';
import type { Tally, TrailQuestion, TrailStatements } from './statements';
import { PART_ROWS, tallyPart, type TallyPart } from './tallyPart';
import { Waiters } from './waiters';

/** What is counted. */
export interface TallyQuestion extends Omit<TrailQuestion, 'fromS' | 'toS'> {
  /** Fields whose values are told apart, beside those that the rules look at. */
  readonly fields: readonly string[];
  readonly bucketSeconds: number;
}

/** A statement that counts, shared by all who ask for one of its chunks. */
export interface TallyRun {
  readonly chunks: readonly Chunk[];
  readonly statement: string;
  readonly waiters: Waiters;
  readonly ended: Promise<void>;
  stats: RunStats;
  error?: TrailError;
  /** What it counted, in the order of `chunks`; absent before it has ended. */
  parts?: ReadonlyArray<readonly EventPart[]>;
}

interface Kept {
  readonly parts: readonly EventPart[];
  /** Epoch seconds. */
  readonly asOf: number;
}

/** Bytes of packed tallies that are kept: what panels asked for lately. */
const KEPT_BYTES = 32 * 1024 * 1024;
const OVERHEAD = 500;
/** More different rows than this are not counted but listed: the statement's answer would be as large as the events. */
const MAX_TALLIES = 1_000_000;

/** Counts of a trail's events, by day, kept as long as they are good. */
export class Tallies {
  private readonly kept = new Lru<string, Kept>(KEPT_BYTES);
  private readonly running = new Map<string, TallyRun>();
  /** As many as the engine's memory was found to hold. */
  private chunksAtOnce = Infinity;

  constructor(
    private readonly context: StatementContext,
    private readonly place: Place,
    private readonly slots: Slots,
    private readonly freshSeconds: number
  ) {}

  /** The parts of a chunk; undefined where it is not counted freshly enough. */
  find(question: TallyQuestion, chunk: Chunk): readonly EventPart[] | undefined {
    const kept = this.kept.get(keyOf(question, chunk));
    const nowS = Math.floor(this.context.clock.now() / 1000);
    return kept && (chunk.isSettled || kept.asOf >= nowS - this.freshSeconds) ? kept.parts : undefined;
  }

  /**
   * Statements that count what is missing of chunks: those under way, and new ones for the rest.
   *
   * @returns undefined where the table cannot be counted for the question
   */
  start(statements: TrailStatements, question: TallyQuestion, chunks: readonly Chunk[]): TallyRun[] | undefined {
    const missing = chunks.filter((chunk) => !this.find(question, chunk));
    const runs = new Set<TallyRun>();
    const open: Chunk[] = [];
    for (const chunk of missing) {
      const running = this.running.get(keyOf(question, chunk));
      if (running) {
        runs.add(running);
      } else {
        open.push(chunk);
      }
    }
    for (const group of runsOf(open, this.chunksAtOnce)) {
      const run = this.run(statements, question, group);
      if (!run) {
        return undefined;
      }
      runs.add(run);
    }
    return [...runs];
  }

  private run(statements: TrailStatements, question: TallyQuestion, chunks: readonly Chunk[]): TallyRun | undefined {
    const statement = statementOf(statements, question, chunks);
    if (!statement) {
      return undefined;
    }
    const stop = new AbortController();
    const work = async (): Promise<void> => {
      try {
        run.parts = await this.slots.run(() => this.count(statements, question, chunks, run, stop));
      } catch (error) {
        run.error = trailError(error);
      } finally {
        chunks.forEach((chunk) => this.running.delete(keyOf(question, chunk)));
      }
    };
    const run: TallyRun = {
      chunks,
      statement: statement.text,
      waiters: new Waiters(() => stop.abort(new Error('Nobody waits for the statement any more.'))),
      stats: { state: 'queued', scannedBytes: 0, elapsedMs: 0 },
      // After the runs are known to all: a failure at once must find them.
      ended: Promise.resolve().then(work),
    };
    chunks.forEach((chunk) => this.running.set(keyOf(question, chunk), run));
    return run;
  }

  /**
   * Counts chunks by one statement; where that is more than the engine's memory holds, by one for each half, and so on:
   * each reads its own days.
   */
  private async count(
    statements: TrailStatements,
    question: TallyQuestion,
    chunks: readonly Chunk[],
    run: TallyRun,
    stop: AbortController
  ): Promise<Array<readonly EventPart[]>> {
    const made = statementOf(statements, question, chunks);
    if (!made) {
      throw tooMany();
    }
    const { clock } = this.context;
    const asOf = Math.floor(clock.now() / 1000);
    const token = createHash('sha256').update(`${made.text} ${asOf}`).digest('hex');
    const byChunk = chunks.map(() => new Packing(this.place));
    let rows = 0;
    const take = (page: readonly SqlRow[]): Promise<void> => {
      for (const row of page) {
        const tally = made.tallyOf(row);
        const at = tally ? chunks.findIndex((chunk) => tally.second < chunk.range.to) : -1;
        if (tally && at >= 0) {
          byChunk[at].add(tally);
        }
      }
      rows += page.length;
      return rows > MAX_TALLIES ? Promise.reject(tooMany()) : Promise.resolve();
    };
    const before = run.stats.scannedBytes;
    const onStats = (stats: RunStats): void => {
      run.stats = { ...stats, scannedBytes: before + stats.scannedBytes };
    };
    const rules = question.rules ? { rules: question.rules.length } : {};
    try {
      const asked = { text: made.text, range: hullOf(chunks), stop, token, onStats, ...rules };
      await runStatement(this.context, asked, take);
    } catch (error) {
      if (!isTooLarge(error) || chunks.length === 1 || stop.signal.aborted) {
        throw error;
      }
      const half = Math.ceil(chunks.length / 2);
      this.chunksAtOnce = Math.min(this.chunksAtOnce, half);
      return [
        ...(await this.count(statements, question, chunks.slice(0, half), run, stop)),
        ...(await this.count(statements, question, chunks.slice(half), run, stop)),
      ];
    }
    return chunks.map((chunk, index) => this.keep(question, chunk, byChunk[index].end(), asOf));
  }

  private keep(
    question: TallyQuestion,
    chunk: Chunk,
    packed: readonly TallyPart[],
    asOf: number
  ): readonly EventPart[] {
    const parts = packed.map(({ part }) => part);
    const bytes = packed.reduce((sum, each) => sum + each.bytes + OVERHEAD, OVERHEAD);
    this.kept.set(keyOf(question, chunk), { parts, asOf }, bytes);
    return parts;
  }
}

/** Packs tallies as they come, so that few are held unpacked. */
class Packing {
  private readonly parts: TallyPart[] = [];
  private open: Tally[] = [];

  constructor(private readonly place: Place) {}

  add(tally: Tally): void {
    this.open.push(tally);
    if (this.open.length === PART_ROWS) {
      this.pack();
    }
  }

  end(): readonly TallyPart[] {
    if (this.open.length > 0) {
      this.pack();
    }
    return this.parts;
  }

  private pack(): void {
    this.parts.push(tallyPart(this.place, this.open));
    this.open = [];
  }
}

function statementOf(statements: TrailStatements, question: TallyQuestion, chunks: readonly Chunk[]) {
  const { fields, bucketSeconds: _, ...rest } = question;
  const { from, to } = hullOf(chunks);
  return statements.tallies({ ...rest, fromS: from, toS: to }, fields, chunks[0].bucketSeconds);
}

function hullOf(chunks: readonly Chunk[]): Chunk['range'] {
  return { from: chunks[0].range.from, to: chunks[chunks.length - 1].range.to };
}

/** Trino's names for it, and Athena's words. */
function isTooLarge(error: unknown): boolean {
  return (
    error instanceof TrailError &&
    (/EXCEEDED_.*MEMORY|TooManyTallies/.test(error.code) || /exhausted resources|memory limit/i.test(error.message))
  );
}

function keyOf(question: TallyQuestion, { range, bucketSeconds }: Chunk): string {
  const { rules, fields } = question;
  const asked = [rules?.map(ruleHash), scopeHash(question), fields, range.from, bucketSeconds];
  return JSON.stringify(asked);
}

function tooMany(): TrailError {
  return new TrailError(
    'other',
    'TooManyTallies',
    `More than ${MAX_TALLIES.toLocaleString('en-US')} different rows would have to be counted. Choose a narrower time range, fewer rules, or fewer fields in groupBy.`
  );
}
