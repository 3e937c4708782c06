import { systemClock } from '../../cloudtrail';
import {
  createTrailTable,
  DEFAULT_ACCOUNT,
  DEFAULT_EXTERNAL_ID,
  DEFAULT_ROLE,
  defaultAccounts,
  retime,
  startEmulator,
  type AddCounts,
  type EmulatedAthenaOptions,
  type EmulatorAccount,
  type Emulator,
} from '../../cloudtrail/emulator';
import { generateTraffic, liveTraffic } from '../../cloudtrail/emulator/generate';
import { UsageError } from '../args/parseOptions';
import type { Io } from '../io';
import { untilStopped } from '../untilStopped';
import { emulateOptions, type EmulateOptions } from './options';
import { readRecords } from './readRecords';

const USAGE = `usage: sigtrail emulate [--port P] [--host ADDRESS] [--data PATH… [--retime now]]
  [--generate [--hours N] [--events-per-hour N] [--seed TEXT]] [--accounts ID…] [--regions REGION…]
  [--requests-per-second N] [--delay SECONDS] [--faults JSON]
  [--trail FOLDER] [--trino URL [--trino-catalog NAME] [--trail-location URI]] [--json]
`;
const GENERATED_REGIONS = ['us-east-1', 'eu-central-1'];
const HOUR_MS = 3_600_000;

/**
 * Runs the CloudTrail emulator until it is stopped. Exit code 0 after a stop, 2 for bad usage or input.
 *
 * @param stopped for tests: resolves when the command is to end
 */
export async function emulateCommand(
  args: string[],
  io: Io,
  stopped: () => Promise<void> = untilStopped
): Promise<number> {
  try {
    const options = emulateOptions(args);
    const files = await readRecords(options.data);
    const ids = [...new Set([...options.accounts, ...files.accounts])];
    const accounts = defaultAccounts(ids.length > 0 ? ids : [DEFAULT_ACCOUNT]);
    const emulator = await startEmulator({
      accounts,
      port: options.port,
      host: options.host,
      region: options.regions[0],
      requestsPerSecond: options.requestsPerSecond,
      delayMs: options.delay * 1000,
      ...(options.trino === undefined ? {} : { athena: athenaOptions(options.trino, options.trinoCatalog) }),
      ...(options.trail === undefined ? {} : { trail: { folder: options.trail } }),
    });
    emulator.setFaults(options.faults);
    const counts = [emulator.addEvents(options.retime ? retime(files.texts, Date.now()) : files.texts)];
    const traffic = options.generate ? startTraffic(emulator, options) : undefined;
    counts.push(...(traffic ? [traffic.counts] : []));
    const regions = [...new Set([...options.regions, ...files.regions, ...GENERATED_REGIONS])];
    const tabling = tableOverTrail(options, accounts, regions, io);
    io.out(options.json ? `${JSON.stringify(description(emulator))}\n` : greeting(emulator, counts, options.trino));
    await stopped();
    tabling.abort();
    traffic?.stop();
    await emulator.close();
    return 0;
  } catch (error) {
    io.err(`sigtrail emulate: ${error instanceof Error ? error.message : String(error)}\n`);
    if (error instanceof UsageError) {
      io.err(USAGE);
    }
    return 2;
  }
}

/** A workgroup that asks nothing of those who try it. */
function athenaOptions(trinoUrl: string, trinoCatalog: string): EmulatedAthenaOptions {
  return { trinoUrl, trinoCatalog, workgroups: [{ name: 'primary', outputLocation: 's3://emulator-results/' }] };
}

/** Makes the table over the trail behind, where there is a Trino to read it. @returns ends the waiting for Trino */
function tableOverTrail(
  { trino, trail, trinoCatalog: catalog, trailLocation: location }: EmulateOptions,
  accounts: readonly EmulatorAccount[],
  regions: readonly string[],
  io: Io
): AbortController {
  const ending = new AbortController();
  if (trino !== undefined && trail !== undefined) {
    const ids = accounts.map(({ id }) => id);
    void createTrailTable(
      { trinoUrl: trino, catalog, location, accounts: ids, regions, clock: systemClock },
      ending.signal
    ).then(
      (why) => why !== undefined && io.err(`sigtrail emulate: the table over the trail could not be made: ${why}\n`)
    );
  }
  return ending;
}

/** Fills in the history and goes on with what happens now. */
function startTraffic(
  emulator: Emulator,
  { seed, hours, eventsPerHour, regions: asked }: EmulateOptions
): { counts: AddCounts; stop(): void } {
  const nowMs = Date.now();
  const accounts = emulator.accounts.map(({ id }) => ({ accountId: id }));
  const regions = asked.length > 0 ? asked : GENERATED_REGIONS;
  const common = { seed, eventsPerHour, accounts, regions };
  const history = generateTraffic({ ...common, fromMs: nowMs - hours * HOUR_MS, toMs: nowMs });
  const counts = emulator.addEvents(textsOf(history));
  const next = liveTraffic({ ...common, nowMs });
  const timer = setInterval(() => emulator.addEvents(textsOf(next(Date.now()))), 1000);
  return { counts, stop: () => clearInterval(timer) };
}

function* textsOf(events: Iterable<{ readonly record: unknown }>): Generator<string> {
  for (const { record } of events) {
    yield JSON.stringify(record);
  }
}

function description({ url, accounts, stats }: Emulator): unknown {
  return {
    url,
    events: stats().events,
    accounts: accounts.map(({ id, keys = [] }) => ({
      id,
      accessKeyId: keys[0]?.accessKeyId,
      secretAccessKey: keys[0]?.secretAccessKey,
      roleArn: `arn:aws:iam::${id}:role/${DEFAULT_ROLE}`,
      externalId: DEFAULT_EXTERNAL_ID,
    })),
  };
}

function greeting(emulator: Emulator, counts: readonly AddCounts[], trino: string | undefined): string {
  const total = (name: keyof AddCounts) => counts.reduce((sum, count) => sum + count[name], 0);
  const left: Array<[keyof AddCounts, string]> = [
    ['duplicate', 'with an eventID that was there already'],
    ['not-management', 'no management events, which LookupEvents does not return'],
    ['no-time', 'without an eventTime'],
    ['unparsed', 'no JSON objects'],
  ];
  const lines = [
    `CloudTrail emulator at ${emulator.url} with ${total('added')} events.`,
    ...left.filter(([name]) => total(name) > 0).map(([name, why]) => `  Left out: ${total(name)}, ${why}.`),
    'Keys (of no use anywhere else):',
    ...emulator.accounts.map(
      ({ id, keys = [] }) =>
        `  account ${id}: AWS_ACCESS_KEY_ID=${keys[0]?.accessKeyId ?? ''} AWS_SECRET_ACCESS_KEY=${keys[0]?.secretAccessKey ?? ''}`
    ),
    `Role of each account: ${DEFAULT_ROLE}, external ID ${DEFAULT_EXTERNAL_ID}.`,
    `Try: aws cloudtrail lookup-events --endpoint-url ${emulator.url} --max-items 5`,
    ...(trino === undefined ? [] : [`Athena is answered for too; statements run on ${trino}.`]),
    'Ctrl-C stops it.',
  ];
  return `${lines.join('\n')}\n`;
}
