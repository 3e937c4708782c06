import { TRAIL_ENGINES } from '../../contract/settings';
import { readTrinoUrl } from '../../contract/trinoUrl';
import { parseTableName, type TableName, type TrailConnection } from '../../cloudtrail';
import { isObject, Reader } from './readers';
import type { SettingProblem } from './settings';

/** Where the trail is read, checked, and how much of it a day. */
export interface TrailSettings extends TrailConnection {
  readonly maxScannedBytesPerDay?: number;
}

const MAX_BYTES = 1e18;

/**
 * `trail` of the settings (contract, section 8). With a problem there is no trail: nothing may be scanned that the user
 * did not mean.
 */
export function parseTrailSettings(
  json: Reader,
  secure: Readonly<Record<string, string>>,
  defaultRegion: string,
  problems: SettingProblem[]
): TrailSettings | undefined {
  const value = json.value('trail');
  if (value === undefined || value === null || (isObject(value) && Object.values(value).every(isEmpty))) {
    return undefined;
  }
  if (!isObject(value)) {
    json.problem('trail', 'must be {engine, table, …}, or left out.');
    return undefined;
  }
  const before = problems.length;
  const reader = new Reader(value, problems, 'trail.');
  const engine = TRAIL_ENGINES.find((each) => each === reader.text('engine'));
  if (!engine) {
    reader.problem('engine', `must be one of ${TRAIL_ENGINES.join(', ')}.`);
  }
  const table = parseTable(reader);
  const texts = Object.fromEntries(
    ['workgroup', 'outputLocation', 'user'].flatMap((name) => {
      const text = reader.text(name);
      return text === undefined ? [] : [[name, text]];
    })
  ) as Pick<TrailSettings, 'workgroup' | 'outputLocation' | 'user'>;
  if (texts.outputLocation !== undefined && !/^s3:\/\/[a-z0-9.-]{3,63}(\/.*)?$/.test(texts.outputLocation)) {
    reader.problem('outputLocation', 'must be an S3 location such as "s3://my-bucket/athena/".');
  }
  const url = engine === 'trino' ? parseUrl(reader) : undefined;
  const password = secure.trailPassword?.trim();
  const token = secure.trailToken?.trim();
  if (password && token) {
    reader.problem('trailPassword', 'and trailToken are both set: Trino takes one of them.', 'warning');
  }
  const limits = Object.fromEntries(
    ['maxScannedBytesPerQuery', 'maxScannedBytesPerDay'].flatMap((name) => {
      const limit = reader.number(name, 0, 0, MAX_BYTES, ' bytes');
      return limit > 0 ? [[name, limit]] : [];
    })
  ) as Pick<TrailSettings, 'maxScannedBytesPerQuery' | 'maxScannedBytesPerDay'>;
  if (!engine || !table || problems.slice(before).some(({ severity }) => severity === 'error')) {
    return undefined;
  }
  return {
    engine,
    table,
    region: reader.text('region') ?? defaultRegion,
    ...texts,
    ...limits,
    ...(url ? { url } : {}),
    ...(token ? { token } : password ? { password } : {}),
  };
}

function parseTable(reader: Reader): TableName | undefined {
  const text = reader.text('table');
  if (text === undefined) {
    reader.problem(
      'table',
      'is not set: write catalog.schema.table, for example "AwsDataCatalog.default.cloudtrail_logs".'
    );
    return undefined;
  }
  try {
    return parseTableName(text);
  } catch (error) {
    reader.problem('table', error instanceof Error ? error.message : String(error));
    return undefined;
  }
}

function parseUrl(reader: Reader): string | undefined {
  const text = reader.text('url');
  if (text === undefined) {
    reader.problem('url', 'is not set: write Trino’s URL, for example "https://trino.example.com:8443".');
    return undefined;
  }
  const read = readTrinoUrl(text);
  if ('problem' in read) {
    reader.problem('url', `cannot be used. ${read.problem}`);
    return undefined;
  }
  return text;
}

function isEmpty(value: unknown): boolean {
  return value === undefined || value === null || value === '';
}
