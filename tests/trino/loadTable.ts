import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { placeOf, type ObjectPlace } from '../../src/cloudtrail/emulator/trail/objectPlace';
import type { TableName } from '../../src/cloudtrail/trail/types';
import { TRAIL_COLUMNS } from './columns';
import { contentHash, folderIn, projection, type Partitions } from './layout';
import { trinoFiles, trinoRows } from './server';

export interface LoadOptions {
  /** Default `none`. */
  readonly partitions?: Partitions;
  /** Default: the columns of AWS's documented table. */
  readonly columns?: ReadonlyArray<readonly [name: string, type: string]>;
  /** From an event's time to its delivery, which is the day that its object lies under. Default 0. */
  readonly delayMs?: number;
  /** Records of one object. Default 500. */
  readonly perObject?: number;
}

/**
 * A table over CloudTrail records, made once for the same records and options and kept until Trino stops.
 * AWS's own objects are one `{"Records": […]}` each, which Athena's CloudTrail format takes apart; Trino has no such
 * format and reads one record a line, so that is how they are written. Object names end in `.json.gz` as AWS's do.
 *
 * @param name begins the table's name
 * @param records JSON texts, one record each
 */
export async function loadTable(
  name: string,
  records: Iterable<string>,
  { partitions = 'none', columns = TRAIL_COLUMNS, delayMs = 0, perObject = 500 }: LoadOptions = {}
): Promise<TableName> {
  const texts = [...records];
  const options = JSON.stringify([partitions, columns, delayMs, perObject]);
  const table = `${name}_${contentHash([options, ...texts])}`.toLowerCase();
  const found = { catalog: 'hive', schema: 'default', table };
  const known = await trinoRows(
    `SELECT 1 FROM information_schema.tables WHERE table_schema = 'default' AND table_name = '${table}'`
  );
  if (known.length > 0) {
    return found;
  }
  const folder = path.join(trinoFiles(), table);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const places = writeObjects(folder, texts, { partitions, delayMs, perObject });
  const root = `local:///${table}`;
  const projected = projection(root, partitions, places);
  const lines = [...columns.map(([column, type]) => `"${column}" ${type}`), ...projected.columns];
  const properties = [`external_location = '${root}'`, "format = 'OPENX_JSON'", ...projected.properties];
  await trinoRows(`CREATE TABLE hive.default."${table}" (${lines.join(',\n')}) WITH (${properties.join(', ')})`);
  return found;
}

function writeObjects(
  root: string,
  texts: readonly string[],
  { partitions, delayMs, perObject }: Required<Pick<LoadOptions, 'partitions' | 'delayMs' | 'perObject'>>
): ObjectPlace[] {
  const folders = new Map<string, { place: ObjectPlace; texts: string[] }>();
  for (const text of texts) {
    const place = placeOf(JSON.parse(text) as Record<string, unknown>, delayMs);
    const key = folderIn(place, partitions);
    const entry = folders.get(key) ?? { place, texts: [] };
    folders.set(key, entry);
    entry.texts.push(text);
  }
  for (const [key, { place, texts: own }] of folders) {
    mkdirSync(path.join(root, key), { recursive: true });
    for (let from = 0; from < own.length; from += perObject) {
      const object = `${place.account}_CloudTrail_${place.region}_${place.day.replaceAll('/', '')}_${from}.json.gz`;
      const lines = own.slice(from, from + perObject).join('\n');
      writeFileSync(path.join(root, key, object), gzipSync(`${lines}\n`));
    }
  }
  return [...folders.values()].map(({ place }) => place);
}

const EVENTS = path.resolve(__dirname, '../../../shared/data/events');

/**
 * The records of a file beside the repository (`stratus-red-team.ndjson`) as JSON texts; undefined, and a line that
 * says so, where it is not there.
 */
export function sharedRecords(file: string): string[] | undefined {
  const location = path.join(EVENTS, file);
  if (!existsSync(location)) {
    console.warn(`skipped: ../shared/data/events/${file} is not there`);
    return undefined;
  }
  return readFileSync(location, 'utf8').split('\n').filter(Boolean);
}
