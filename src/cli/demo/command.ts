import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DATASOURCE_ID } from '../../contract/ids';
import { parseOptions, UsageError } from '../args/parseOptions';
import { createDataSourceApi, startPlugin, type PluginClient } from '../host';
import type { Io } from '../io';
import { untilStopped } from '../untilStopped';
import { ask, dataSourceInstance, pluginContext } from './backend';
import { backendExecutable, repositoryRoot } from './executable';
import { alertFrameText, detectionsText, foundJson, isGood, judge, verdictsText } from './report';
import { DEMO_HOURS, DEMO_REGIONS, startScenario, type Scenario } from './scenario';

const USAGE = 'usage: sigtrail demo [--once] [--port P] [--json]\n';
const DEFAULT_PORT = 3300;
const DETECTIONS = { queryType: 'detections', format: 'table', limit: 1000 } as const;
const COUNTS = { queryType: 'counts', format: 'numeric' } as const;

/**
 * The whole way once: emulator → the built executable, started as Grafana starts it → LookupEvents → rules → detections
 * and the alert frame. Then serves the user interface until it is stopped, or ends with `--once` or `--json`, which prints one
 * JSON object in place of the text.
 * Exit code 0; 1 when a planted attack was missed or a near miss reported; 2 for bad usage or when it cannot run.
 */
export async function demoCommand(args: string[], io: Io): Promise<number> {
  let options: DemoOptions;
  try {
    options = demoOptions(args);
  } catch (error) {
    io.err(`sigtrail demo: ${messageOf(error)}\n${USAGE}`);
    return 2;
  }
  const folder = await mkdtemp(join(tmpdir(), 'sigtrail-demo-'));
  let scenario: Scenario | undefined;
  let client: PluginClient | undefined;
  try {
    const executable = backendExecutable(repositoryRoot());
    scenario = await startScenario(Date.now(), join(folder, 'store'));
    client = await startPlugin({ exe: executable });
    const good = await (options.json ? showJson : show)(scenario, client, io);
    if (!options.once && !options.json) {
      await serve(scenario, client, options.port, io);
    }
    return good ? 0 : 1;
  } catch (error) {
    io.err(`sigtrail demo: ${messageOf(error)}\n`);
    return 2;
  } finally {
    await client?.stop();
    await scenario?.emulator.close();
    await rm(folder, { recursive: true, force: true });
  }
}

interface DemoOptions {
  readonly once: boolean;
  readonly json: boolean;
  readonly port: number;
}

/** @throws UsageError */
function demoOptions(args: readonly string[]): DemoOptions {
  const { flags, values, positionals } = parseOptions(args, { flags: ['once', 'json'], values: ['port'] });
  const port = Number(values.get('port')?.at(-1) ?? DEFAULT_PORT);
  if (positionals.length > 0 || !Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new UsageError(
      positionals.length > 0 ? `"${positionals[0]}" has no place here.` : '--port takes 0 to 65535.'
    );
  }
  return { once: flags.has('once'), json: flags.has('json'), port };
}

async function show(scenario: Scenario, client: PluginClient, io: Io): Promise<boolean> {
  const began = performance.now();
  const { emulator, planted } = scenario;
  const context = contextOf(scenario);
  io.out(
    `CloudTrail emulator at ${emulator.url}: ${emulator.stats().events} events of the last ${DEMO_HOURS} hours in ` +
      `${DEMO_REGIONS.join(' and ')}, two requests a second each, as AWS allows.\n` +
      `Backend executable started by Grafana's plugin protocol in ${Math.round(client.startMs)} ms.\n`
  );
  const health = await client.checkHealth(context);
  io.out(`Save & test: ${health.message}\n`);
  const range = demoRange();
  const detections = await ask(client, context, DETECTIONS, range);
  io.out(`\nDetections\n${detectionsText(detections)}`);
  const verdicts = judge(detections, planted);
  io.out(`\nWhat was planted in the traffic\n${verdictsText(verdicts)}`);
  const before = emulator.stats().byOperation.LookupEvents ?? 0;
  const counts = await ask(client, context, COUNTS, range);
  const after = emulator.stats().byOperation.LookupEvents ?? 0;
  io.out(`\nWhat Grafana Alerting gets: one alert instance for each label set\n${alertFrameText(counts)}`);
  io.out(
    `\nIt took ${before} LookupEvents requests for the detections and ${after - before} more for the alert, over the ` +
      `same ${emulator.stats().events} events, and ${((performance.now() - began) / 1000).toFixed(1)} s.\n`
  );
  return isGood(verdicts);
}

/** The same as one JSON object. */
async function showJson(scenario: Scenario, client: PluginClient, io: Io): Promise<boolean> {
  const context = contextOf(scenario);
  const range = demoRange();
  const { status, message } = await client.checkHealth(context);
  const detections = await ask(client, context, DETECTIONS, range);
  const counts = await ask(client, context, COUNTS, range);
  const verdicts = judge(detections, scenario.planted);
  const { events, byOperation } = scenario.emulator.stats();
  const requests = byOperation.LookupEvents ?? 0;
  io.out(
    `${JSON.stringify({ events, requests, health: { status, message }, ...foundJson(detections, verdicts, counts) })}\n`
  );
  return isGood(verdicts);
}

function contextOf({ jsonData, secureJsonData }: Scenario): ReturnType<typeof pluginContext> {
  return pluginContext(dataSourceInstance(jsonData, secureJsonData, Date.now()));
}

function demoRange(): { fromMs: number; toMs: number } {
  return { fromMs: Date.now() - DEMO_HOURS * 3_600_000, toMs: Date.now() };
}

async function serve(scenario: Scenario, client: PluginClient, port: number, io: Io): Promise<void> {
  const { startPreview } = await import('../preview/server');
  const root = repositoryRoot();
  const dataSource = dataSourceInstance(scenario.jsonData, scenario.secureJsonData, Date.now());
  const preview = await startPreview({
    api: createDataSourceApi({ client, pluginId: DATASOURCE_ID, dataSources: [dataSource] }),
    dataSource,
    pluginFolder: join(root, 'dist'),
    previewFolder: join(root, 'build/preview'),
    port,
  });
  const stopTraffic = scenario.goOn();
  io.out(`\nThe plugin's pages: ${preview.url}\nCtrl-C stops it.\n`);
  await untilStopped();
  stopTraffic();
  await preview.close();
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
