// usage: run URL DAYS RULES MORE_RULES: counts of the built backend beside count(*), and what is read for how many rules
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DataResponse } from '../../src/backend/protocol/handlers';
import { dataSourceInstance, pluginContext } from '../../src/cli/demo/backend';
import { backendExecutable, repositoryRoot } from '../../src/cli/demo/executable';
import { startPlugin } from '../../src/cli/host';
import { connectTrino } from '../../src/cloudtrail/trail/trino/engine';
import type { SigtrailQueryModel } from '../../src/contract/query';
import { DAY_MS, lastDay } from './days';

const [url = '', days = '', rules = '', moreRules = ''] = process.argv.slice(2);
const RUNS = 3;
const toMs = lastDay() + DAY_MS - 1;
const fromMs = toMs + 1 - Number(days) * DAY_MS;
const TABLE = 'hive.default.bench';

interface Stats {
  /** Rows of the statement. */
  readonly candidates: number;
  readonly events: number;
  readonly scannedBytes: number;
}

async function main(): Promise<void> {
  const baseline = await times(countAll);
  const total = baseline[0].value;
  report('count(*)', baseline);
  const rulesAsked: Array<[string, Record<string, unknown>]> = [
    ['counts of 57 rules', {}],
    ['the same without the rule that matches each call of an assumed role', { [ROLE_RULE]: { enabled: false } }],
  ];
  for (const [name, overrides] of rulesAsked) {
    const runs = await times(() => ask([rules], COUNTS, fromMs, toMs, overrides));
    const { candidates, events } = runs[0].value.stats;
    report(name, runs);
    console.log(`  ${(median(runs) / median(baseline)).toFixed(2)} times count(*)`);
    console.log(`  rows that came back: ${candidates}, ${share(candidates, total)} of ${total} events`);
    console.log(`  events that they stand for: ${events}, ${share(events, total)}`);
    console.log(`  most resident memory of the backend: ${Math.max(...runs.map((run) => run.value.peakMb))} MB`);
  }

  const one: SigtrailQueryModel = { queryType: 'counts', rule: ONE_RULE };
  const sets: Array<[string, string[], SigtrailQueryModel]> = [
    ['1 rule', [rules], one],
    ['57 rules', [rules], COUNTS],
    ['3,000 rules', [rules, moreRules], COUNTS],
  ];
  const read: number[] = [];
  for (const [name, folders, model] of sets) {
    const started = performance.now();
    const { stats, peakMb } = await ask(folders, model);
    read.push(stats.scannedBytes);
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    console.log(`${name}: ${stats.scannedBytes} bytes, ${share(stats.scannedBytes, read[0])} of one rule's`);
    console.log(`  ${seconds} s, ${stats.candidates} rows came back, ${peakMb} MB`);
  }
  const hour = await ask([rules], COUNTS, toMs - DAY_MS / 2, toMs - DAY_MS / 2 + 3_600_000);
  console.log(`one hour: ${hour.stats.scannedBytes} bytes, ${share(hour.stats.scannedBytes, read[0])} of ${days} days`);
}

function share(part: number, whole: number): string {
  return `${((part / whole) * 100).toFixed(2)} %`;
}

const COUNTS: SigtrailQueryModel = { queryType: 'counts', format: 'numeric' };
/** SigmaHQ's "AWS STS AssumeRole Misuse": most traffic is of assumed roles. */
const ROLE_RULE = '905d389b-b853-46d0-9d3d-dea0d3a3cd49';
const ONE_RULE =
  'title: Stop\nlogsource: {product: aws, service: cloudtrail}\ndetection: {s: {eventName: StopLogging}, condition: s}\n';

interface Timed<T> {
  readonly ms: number;
  readonly value: T;
}

async function times<T>(task: () => Promise<T>): Promise<Array<Timed<T>>> {
  const runs: Array<Timed<T>> = [];
  for (let run = 0; run < RUNS; run++) {
    const started = performance.now();
    const value = await task();
    runs.push({ ms: performance.now() - started, value });
  }
  return runs;
}

async function countAll(): Promise<number> {
  const trino = connectTrino({ url });
  const day = (ms: number) => new Date(ms).toISOString().slice(0, 10).replaceAll('-', '/');
  const time = (ms: number) => new Date(ms).toISOString().slice(0, 19);
  const statement =
    `SELECT count(*) FROM ${TABLE} WHERE "timestamp" BETWEEN '${day(fromMs)}' AND '${day(toMs)}' ` +
    `AND eventtime >= '${time(fromMs)}' AND eventtime < '${time(toMs + 1)}'`;
  let count = 0;
  for await (const rows of trino.start(statement, { signal: new AbortController().signal }).pages()) {
    count = Number(rows[0]?.[0] ?? count);
  }
  trino.close();
  return count;
}

/** One query of a backend that has read nothing yet. */
async function ask(
  rulePaths: readonly string[],
  model: SigtrailQueryModel,
  from = fromMs,
  to = toMs,
  ruleOverrides: Record<string, unknown> = {}
): Promise<{ stats: Stats; peakMb: number }> {
  const folder = mkdtempSync(join(tmpdir(), 'sigtrail-bench-'));
  const client = await startPlugin({ exe: backendExecutable(repositoryRoot()) });
  try {
    const settings = {
      authType: 'keys',
      defaultRegion: 'us-east-1',
      storePath: join(folder, 'store'),
      rulePaths,
      ruleOverrides,
      bundledRules: false,
      lookupTimeoutSeconds: 600,
      trail: { engine: 'trino', table: TABLE, url },
    };
    const context = pluginContext(dataSourceInstance(settings, { accessKey: 'none', secretKey: 'none' }, 1));
    const query = {
      refId: 'A',
      queryType: model.queryType,
      fromMs: from,
      toMs: to,
      intervalMs: DAY_MS,
      maxDataPoints: 100,
    };
    const queries = [{ ...query, model: { ...model, refId: 'A', source: 'trail' } }];
    const answer = (await client.queryData({ context, headers: {}, queries })).get('A') as DataResponse;
    if (answer.error !== undefined) {
      throw new Error(answer.error);
    }
    const { stats } = answer.frames[0].meta?.custom as { stats: Stats };
    const status = readFileSync(`/proc/${client.pid}/status`, 'utf8');
    return { stats, peakMb: Math.round(Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024) };
  } finally {
    await client.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

function median(runs: ReadonlyArray<Timed<unknown>>): number {
  return runs.map(({ ms }) => ms).sort((a, b) => a - b)[runs.length >> 1];
}

function report(name: string, runs: ReadonlyArray<Timed<unknown>>): void {
  console.log(`${name}: ${runs.map(({ ms }) => `${(ms / 1000).toFixed(1)} s`).join(', ')}`);
}

void main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
