import { createHash } from 'node:crypto';
import { folderOf, toDay, type ObjectPlace } from '../../src/cloudtrail/emulator/trail/objectPlace';

/**
 * How the table is partitioned: not at all, by day (`timestamp`), or by `account`, `region` and `timestamp`. AWS's
 * layout is `AWSLogs/ACCOUNT/CloudTrail/REGION/yyyy/MM/dd/`; by day alone, all places share a folder of the day.
 */
export type Partitions = 'none' | 'day' | 'place';

/** The folder of a place, from the table's own root. */
export function folderIn(place: ObjectPlace, partitions: Partitions): string {
  return partitions === 'day' ? place.day : folderOf(place);
}

/** The partition columns and table properties that read this layout by partition projection. */
export function projection(root: string, partitions: Partitions, places: readonly ObjectPlace[]) {
  if (partitions === 'none') {
    return { columns: [], properties: [] };
  }
  const days = places.map(({ day }) => day).sort();
  // The range must end after it begins.
  const range = `ARRAY['${days[0] ?? '2020/01/01'}', '${dayAfter(days.at(-1) ?? '2020/01/01')}']`;
  const oneOf = (values: readonly string[]) =>
    `WITH (partition_projection_type = 'ENUM', partition_projection_values = ARRAY[${[...new Set(values)]
      .map((value) => `'${value}'`)
      .join(', ')}])`;
  const day =
    `"timestamp" varchar WITH (partition_projection_type = 'DATE', partition_projection_format = 'yyyy/MM/dd', ` +
    `partition_projection_range = ${range}, partition_projection_interval = 1, partition_projection_interval_unit = 'DAYS')`;
  const place = [
    `account varchar ${oneOf(places.map(({ account }) => account))}`,
    `region varchar ${oneOf(places.map(({ region }) => region))}`,
  ];
  const byPlace = partitions === 'place';
  const template = byPlace ? 'AWSLogs/${account}/CloudTrail/${region}/${timestamp}' : '${timestamp}';
  return {
    columns: byPlace ? [...place, day] : [day],
    properties: [
      `partitioned_by = ARRAY[${byPlace ? "'account', 'region', 'timestamp'" : "'timestamp'"}]`,
      'partition_projection_enabled = true',
      `partition_projection_location_template = '${root}/${template}'`,
    ],
  };
}

function dayAfter(day: string): string {
  return toDay(Date.parse(day.replaceAll('/', '-')) + 86_400_000);
}

/** The same texts and options give the same name. */
export function contentHash(parts: Iterable<string>): string {
  const hash = createHash('sha256');
  for (const part of parts) {
    hash.update(part).update('\n');
  }
  return hash.digest('hex').slice(0, 12);
}
