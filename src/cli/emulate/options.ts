import { parseFaults, type EmulatorFaults } from '../../cloudtrail/emulator';
import { parseOptions, UsageError } from '../args/parseOptions';

/** What `sigtrail emulate` was asked for. */
export interface EmulateOptions {
  readonly port: number;
  readonly host: string;
  readonly data: readonly string[];
  /** Shift the files' records so that the newest happens now. */
  readonly retime: boolean;
  /** Make traffic of our own: so many hours of history, then on and on. */
  readonly generate: boolean;
  readonly hours: number;
  readonly eventsPerHour: number;
  readonly seed: string;
  readonly accounts: readonly string[];
  readonly regions: readonly string[];
  /** LookupEvents requests a second for one account and region. */
  readonly requestsPerSecond: number;
  /** Seconds from an event's time until lookups show it. */
  readonly delay: number;
  readonly faults: EmulatorFaults;
  /** A Trino's URL: Athena is answered for too. */
  readonly trino?: string;
  /** Its catalog that is `AwsDataCatalog` here. */
  readonly trinoCatalog: string;
  /** A folder that a trail is delivered to. */
  readonly trail?: string;
  /** What Trino calls that folder. */
  readonly trailLocation: string;
  readonly json: boolean;
}

const VALUES = [
  'port',
  'host',
  'retime',
  'hours',
  'events-per-hour',
  'seed',
  'requests-per-second',
  'delay',
  'faults',
  'trino',
  'trino-catalog',
  'trail',
  'trail-location',
];
const LISTS = ['data', 'accounts', 'regions'];

/** @throws UsageError */
export function emulateOptions(args: readonly string[]): EmulateOptions {
  const { flags, values, positionals } = parseOptions(args, {
    flags: ['generate', 'json'],
    values: VALUES,
    lists: LISTS,
  });
  if (positionals.length > 0) {
    throw new UsageError(`"${positionals[0]}" has no place here; name files after --data.`);
  }
  const list = (name: string) =>
    (values.get(name) ?? []).flatMap((value) => value.split(',')).filter((item) => item !== '');
  const text = (name: string, otherwise: string) => values.get(name)?.at(-1) ?? otherwise;
  const number = (name: string, otherwise: number, max: number) => {
    const value = text(name, String(otherwise));
    const parsed = Number(value);
    if (!(parsed >= 0 && parsed <= max) || value.trim() === '') {
      throw new UsageError(`--${name} takes a number from 0 to ${max}, not "${value}".`);
    }
    return parsed;
  };
  const retime = values.get('retime')?.at(-1);
  if (retime !== undefined && retime !== 'now') {
    throw new UsageError(`--retime takes "now", not "${retime}".`);
  }
  return {
    port: number('port', 4580, 65_535),
    host: text('host', '127.0.0.1'),
    data: values.get('data') ?? [],
    retime: retime === 'now',
    generate: flags.has('generate'),
    hours: number('hours', 24, 90 * 24),
    eventsPerHour: number('events-per-hour', 600, 10_000_000),
    seed: text('seed', 'sigtrail'),
    accounts: accountIds(list('accounts')),
    regions: list('regions'),
    requestsPerSecond: number('requests-per-second', 2, 1_000_000),
    delay: number('delay', 0, 86_400),
    faults: faultsOf(text('faults', '{}')),
    trino: values.get('trino')?.at(-1),
    trinoCatalog: text('trino-catalog', 'hive'),
    trail: values.get('trail')?.at(-1),
    trailLocation: text('trail-location', 'local:///cloudtrail'),
    json: flags.has('json'),
  };
}

function accountIds(ids: readonly string[]): readonly string[] {
  const wrong = ids.find((id) => !/^\d{12}$/.test(id));
  if (wrong !== undefined) {
    throw new UsageError(`"${wrong}" is not an AWS account ID. Give twelve digits.`);
  }
  return [...new Set(ids)];
}

function faultsOf(text: string): EmulatorFaults {
  try {
    return parseFaults(JSON.parse(text));
  } catch (error) {
    const why =
      error instanceof SyntaxError ? 'it is not JSON' : error instanceof Error ? error.message : String(error);
    throw new UsageError(`--faults takes JSON such as '{"throttleForSeconds": 60}': ${why}`);
  }
}
