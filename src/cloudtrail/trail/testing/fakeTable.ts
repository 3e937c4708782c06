import { compileEngine, type SigmaRule } from '../../../sigma';
import type { Clock } from '../../aws/clock';
import type { TrailQuestion, TrailStatements } from '../source/statements';
import type { TrailError } from '../trailError';
import type { RunOptions, RunStats, SqlEngine, SqlRow, SqlRun, TableInfo } from '../types';

export interface FakeRecord {
  readonly eventID: string;
  /** Epoch seconds. */
  readonly atS: number;
  /** Epoch seconds at which it is in the table; default: when it happened. */
  readonly arrivesS?: number;
  readonly record: Readonly<Record<string, unknown>>;
}

/** A table of a trail, and an engine that reads it, in the time of a test's clock. Statements are JSON. */
export class FakeTable implements SqlEngine {
  readonly kind = 'trino';
  readonly maxStatementBytes = 1_000_000;
  readonly records: FakeRecord[] = [];
  /** What was run, in order. */
  readonly runs: Array<{ readonly question: Asked; stopped: boolean; finished: boolean }> = [];
  /** Thrown by the next statements, one each. */
  failures: TrailError[] = [];
  describeFailure?: TrailError;
  /** How long a statement takes. */
  latencyMs = 2000;
  bytesPerStatement = 1_000_000;
  blind: readonly string[] = [];
  partitionsByPlace = false;
  private readonly rules = new Map<string, SigmaRule>();

  constructor(private readonly clock: Clock) {}

  describe(): Promise<TableInfo> {
    return this.describeFailure
      ? Promise.reject(this.describeFailure)
      : Promise.resolve({ columns: [], properties: {} });
  }

  readonly statements: TrailStatements = this.makeStatements();

  run(statement: string, { signal, onProgress }: RunOptions): SqlRun {
    const question = JSON.parse(statement) as Asked;
    const run = { question, stopped: false, finished: false };
    this.runs.push(run);
    let stats: RunStats = { queryId: `q${this.runs.length}`, state: 'running', scannedBytes: 0, elapsedMs: 0 };
    signal.addEventListener('abort', () => (run.stopped = !run.finished), { once: true });
    const report = (share: number) => {
      stats = {
        ...stats,
        state: share === 1 ? 'finished' : 'running',
        scannedBytes: Math.round(this.bytesPerStatement * share),
        elapsedMs: this.latencyMs * share,
      };
      onProgress?.(stats);
    };
    const pages = async function* (table: FakeTable): AsyncGenerator<readonly SqlRow[]> {
      const nowS = table.clock.now() / 1000;
      for (let step = 1; step <= 4; step++) {
        await table.clock.sleep(table.latencyMs / 4, signal);
        signal.throwIfAborted();
        report(step / 4);
        signal.throwIfAborted();
      }
      const failure = table.failures.shift();
      if (failure) {
        throw failure;
      }
      yield question.counted ? table.countsFor(question, nowS) : table.rowsFor(question, nowS);
      run.finished = true;
    };
    return { pages: pages(this), stats: () => stats };
  }

  close(): void {
    // Nothing is open.
  }

  private rowsFor({ fromS, toS, rules, limit }: Asked, nowS: number): SqlRow[] {
    const engine = rules && compileEngine(rules.flatMap((key) => this.rules.get(key) ?? []));
    return this.records
      .filter(({ atS, arrivesS = atS }) => atS >= fromS && atS < toS && arrivesS <= nowS)
      .map(({ eventID, atS, record }): [number, SqlRow] => [atS, [eventID, String(atS), JSON.stringify(record)]])
      .filter(([, row]) => !engine || engine.matchText(row[2] ?? '').matches.length > 0)
      .sort(([a], [b]) => b - a)
      .slice(0, limit)
      .map(([, row]) => row);
  }

  private countsFor(question: Asked, nowS: number): SqlRow[] {
    const { fields, bucketSeconds } = question.counted ?? { fields: [], bucketSeconds: 1 };
    const counts = new Map<string, number>();
    for (const [, second, text] of this.rowsFor({ ...question, limit: Infinity }, nowS)) {
      const record = JSON.parse(text ?? '{}') as Record<string, unknown>;
      const bucket = Math.floor(Number(second) / bucketSeconds) * bucketSeconds;
      const read = Object.fromEntries(fields.flatMap((field) => (field in record ? [[field, record[field]]] : [])));
      const key = JSON.stringify([String(bucket), JSON.stringify(read)]);
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
    return [...counts].map(([key, count]) => [String(count), ...(JSON.parse(key) as [string, string])]);
  }

  private makeStatements(): TrailStatements {
    const table = this;
    return {
      summary: { columns: 3, missing: [], partitions: [] },
      get partitionsByPlace() {
        return table.partitionsByPlace;
      },
      events: (question: TrailQuestion, limit) => {
        question.rules?.forEach((rule) => table.rules.set(rule.key, rule));
        const { rules, ...rest } = question;
        const asked: Asked = { ...rest, limit, ...(rules ? { rules: rules.map(({ key }) => key) } : {}) };
        return {
          text: JSON.stringify(asked),
          eventOf: ([eventId, second, text]) => {
            const record = JSON.parse(text ?? '{}') as Record<string, string>;
            return {
              eventId: eventId ?? '',
              timeMs: Number(second) * 1000,
              eventName: record.eventName ?? '',
              eventSource: record.eventSource ?? '',
              text,
            };
          },
        };
      },
      tallies: (question, fields, bucketSeconds) => {
        question.rules?.forEach((rule) => table.rules.set(rule.key, rule));
        const { rules, ...rest } = question;
        const counted = { fields: ['eventName', ...fields], bucketSeconds };
        const asked: Asked = {
          ...rest,
          limit: Infinity,
          counted,
          ...(rules ? { rules: rules.map(({ key }) => key) } : {}),
        };
        return {
          text: JSON.stringify(asked),
          tallyOf: ([count, second, text]) => ({ count: Number(count), second: Number(second), text: text ?? '{}' }),
        };
      },
      blindFields: () => table.blind,
    };
  }
}

export interface Asked extends Omit<TrailQuestion, 'rules'> {
  readonly rules?: readonly string[];
  readonly limit: number;
  readonly counted?: { readonly fields: readonly string[]; readonly bucketSeconds: number };
}
