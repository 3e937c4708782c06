// usage: run MINUTES: the built backend under steady load, watched from outside
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { QueryDataRequest } from '../../src/backend/protocol/handlers';
import { dataSourceInstance, pluginContext } from '../../src/cli/demo/backend';
import { backendExecutable, repositoryRoot } from '../../src/cli/demo/executable';
import { startPlugin, type PluginClient } from '../../src/cli/host';
import { startEmulator } from '../../src/cloudtrail/emulator';
import { generateTraffic, liveTraffic } from '../../src/cloudtrail/emulator/generate';
import type { SigtrailQueryModel } from '../../src/contract/query';

const MINUTES = Number(process.argv[2] ?? 60);
const REGIONS = ['us-east-1', 'eu-central-1'];
const EVENTS_PER_HOUR = 6000;
const HISTORY_MS = 12 * 3_600_000;
const PANELS_EACH_MS = 30_000;
const ALERTS_EACH_MS = 60_000;
const ALERTS = 20;

const PANELS: SigtrailQueryModel[] = [
  { queryType: 'counts', format: 'timeseries' },
  { queryType: 'counts', format: 'timeseries', groupBy: ['account', 'region'] },
  { queryType: 'counts', format: 'numeric', groupBy: ['userIdentity.arn'] },
  { queryType: 'counts', format: 'numeric', rules: { minLevel: 'high' } },
  { queryType: 'detections', format: 'table' },
  { queryType: 'detections', format: 'logs', rules: { levels: ['critical'] } },
  { queryType: 'events', format: 'logs', limit: 500 },
  { queryType: 'events', format: 'table', lookup: { attribute: 'EventName', value: 'ConsoleLogin' } },
  { queryType: 'coverage' },
  { queryType: 'rules' },
  { queryType: 'detections', format: 'table', filters: [{ field: 'errorCode', operator: '!=', value: '' }] },
  {
    queryType: 'counts',
    format: 'numeric',
    rule: 'title: Denied\nlogsource: {product: aws}\ndetection: {s: {errorCode|contains: Denied}, condition: s}',
  },
];

interface Sample {
  readonly minute: number;
  readonly residentMb: number;
  readonly handles: number;
  readonly files: number;
  readonly queries: number;
  readonly errors: number;
  readonly slowestMs: number;
}

async function main(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'sigtrail-soak-'));
  const emulator = await startEmulator();
  const common = {
    seed: 'soak',
    eventsPerHour: EVENTS_PER_HOUR,
    regions: REGIONS,
    accounts: emulator.accounts.map(({ id }) => ({ accountId: id })),
  };
  const nowMs = Date.now();
  for (const { record } of generateTraffic({ ...common, fromMs: nowMs - HISTORY_MS, toMs: nowMs })) {
    emulator.addEvents([JSON.stringify(record)]);
  }
  const next = liveTraffic({ ...common, nowMs });
  const traffic = setInterval(
    () => emulator.addEvents(next(Date.now()).map(({ record }) => JSON.stringify(record))),
    1000
  );
  const [key] = emulator.accounts[0].keys ?? [];
  const client = await startPlugin({ exe: backendExecutable(repositoryRoot()) });
  const context = pluginContext(
    dataSourceInstance(
      {
        authType: 'keys',
        defaultRegion: REGIONS[0],
        regions: REGIONS,
        endpoint: emulator.url,
        storePath: join(folder, 'store'),
      },
      { accessKey: key.accessKeyId, secretKey: key.secretAccessKey },
      1
    )
  );
  const rules = (
    await ask(client, { context, headers: {}, queries: [query('A', { queryType: 'rules' }, 3_600_000)] })
  )[0];
  const ids = Array.from((rules.frames[0].fields[0].values ?? []) as ArrayLike<string>).slice(0, ALERTS);
  const load = new Load();
  const samples: Sample[] = [];
  const ends = Date.now() + MINUTES * 60_000;
  let panelsAt = 0;
  let alertsAt = 0;
  let sampledAt = Date.now();
  while (Date.now() < ends) {
    if (Date.now() - panelsAt >= PANELS_EACH_MS) {
      panelsAt = Date.now();
      for (const [index, model] of PANELS.entries()) {
        void load.run(() => ask(client, { context, headers: {}, queries: [query(`P${index}`, model, HISTORY_MS)] }));
      }
    }
    if (Date.now() - alertsAt >= ALERTS_EACH_MS) {
      alertsAt = Date.now();
      for (const id of ids) {
        const model: SigtrailQueryModel = { queryType: 'counts', format: 'numeric', rules: { ids: [id] } };
        void load.run(() =>
          ask(client, { context, headers: { fromalert: 'true' }, queries: [query('A', model, 600_000)] })
        );
      }
    }
    if (Date.now() - sampledAt >= 60_000) {
      sampledAt = Date.now();
      const sample = {
        minute: samples.length + 1,
        ...processState(client.pid),
        files: readdirSync(join(folder, 'store')).length,
        ...load.take(),
      };
      samples.push(sample);
      console.log(JSON.stringify(sample));
    }
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
  clearInterval(traffic);
  await client.stop();
  await emulator.close();
  rmSync(folder, { recursive: true, force: true });
  report(samples);
}

function query(refId: string, model: SigtrailQueryModel, rangeMs: number): QueryDataRequest['queries'][number] {
  const toMs = Date.now();
  return {
    refId,
    queryType: model.queryType,
    fromMs: toMs - rangeMs,
    toMs,
    intervalMs: 60_000,
    maxDataPoints: 1000,
    model: { refId, ...model },
  };
}

async function ask(client: PluginClient, request: QueryDataRequest) {
  const answers = await client.queryData(request);
  const list = [...answers.values()];
  const failed = list.find(({ error }) => error !== undefined);
  if (failed) {
    throw new Error(failed.error);
  }
  return list;
}

/** What was asked since the last sample. */
class Load {
  private queries = 0;
  private errors = 0;
  private slowestMs = 0;

  async run(body: () => Promise<unknown>): Promise<void> {
    const started = performance.now();
    this.queries++;
    try {
      await body();
    } catch (error) {
      this.errors++;
      console.error(error instanceof Error ? error.message : error);
    }
    this.slowestMs = Math.max(this.slowestMs, Math.round(performance.now() - started));
  }

  take(): Pick<Sample, 'queries' | 'errors' | 'slowestMs'> {
    const { queries, errors, slowestMs } = this;
    Object.assign(this, { queries: 0, errors: 0, slowestMs: 0 });
    return { queries, errors, slowestMs };
  }
}

/** Linux alone tells of another process. */
function processState(pid: number): Pick<Sample, 'residentMb' | 'handles'> {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  const residentMb = Math.round(Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024);
  return { residentMb, handles: readdirSync(`/proc/${pid}/fd`).length };
}

function report(samples: readonly Sample[]): void {
  const quarter = (number: number, member: 'residentMb' | 'handles' | 'files') => {
    const values = samples
      .slice((samples.length * (number - 1)) >> 2, (samples.length * number) >> 2)
      .map((sample) => sample[member]);
    return values.sort((a, b) => a - b)[values.length >> 1];
  };
  for (const member of ['residentMb', 'handles', 'files'] as const) {
    console.log(
      `${member}: medians of the four quarters ${[1, 2, 3, 4].map((number) => quarter(number, member)).join(', ')}; most ${Math.max(...samples.map((sample) => sample[member]))}`
    );
  }
  const sum = (member: 'queries' | 'errors') => samples.reduce((total, sample) => total + sample[member], 0);
  console.log(
    `${sum('queries')} queries, ${sum('errors')} errors, slowest answer ${Math.max(...samples.map(({ slowestMs }) => slowestMs))} ms`
  );
}

void main();
