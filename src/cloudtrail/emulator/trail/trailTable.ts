import type { Clock } from '../../aws/clock';
import { sqlName, sqlText } from '../../trail/sql/sqlText';
import { TRAIL_COLUMNS, trinoType } from '../../trail/table/trailColumns';
import { connectTrino } from '../../trail/trino/engine';

/** A trail's folder as Trino reaches it, and what is to be in the table over it. */
export interface TrailTableOptions {
  readonly trinoUrl: string;
  readonly catalog: string;
  /** What Trino calls the folder: `local:///cloudtrail`. */
  readonly location: string;
  readonly accounts: readonly string[];
  readonly regions: readonly string[];
  readonly clock: Clock;
}

const SCHEMA = 'default';
/** What statements name: `default.cloudtrail`. */
const VIEW = 'cloudtrail';
const AGAIN_MS = 3000;
/** The range of days; LookupEvents goes back 90. */
const DAYS = 400;

/**
 * Makes the table over a trail's folder, and a view with a row for each record, as soon as Trino is there. What was
 * there under these names is replaced: accounts and regions may be others now.
 *
 * @returns what stopped it, other than the signal: a sentence
 */
export async function createTrailTable(options: TrailTableOptions, signal: AbortSignal): Promise<string | undefined> {
  const trino = connectTrino({ url: options.trinoUrl, user: 'cloudtrail-emulator', clock: options.clock });
  try {
    for (const statement of statements(options)) {
      await untilThere(() => finish(trino.start(statement, { signal }).pages()), options.clock, signal);
    }
    return undefined;
  } catch (error) {
    return signal.aborted ? undefined : error instanceof Error ? error.message : String(error);
  } finally {
    trino.close();
  }
}

async function finish(pages: AsyncIterable<unknown>): Promise<void> {
  for await (const _ of pages) {
    // Statements that define have nothing to say.
  }
}

async function untilThere(run: () => Promise<void>, clock: Clock, signal: AbortSignal): Promise<void> {
  for (;;) {
    try {
      await run();
      return;
    } catch (error) {
      signal.throwIfAborted();
      const { fault } = error as { fault?: unknown };
      if (fault !== 'network' && fault !== 'timeout' && fault !== 'throttled') {
        throw error;
      }
      await clock.sleep(AGAIN_MS, signal);
    }
  }
}

function statements({ catalog, location, accounts, regions }: TrailTableOptions): string[] {
  const named = (name: string) => [catalog, SCHEMA, name].map(sqlName).join('.');
  const objects = named(`${VIEW}_objects`);
  const members = TRAIL_COLUMNS.map(({ name, type }) => `${name} ${trinoType(type)}`).join(', ');
  const names = TRAIL_COLUMNS.map(({ name }) => name);
  const oneOf = (values: readonly string[]) =>
    `WITH (partition_projection_type = 'ENUM', partition_projection_values = ARRAY[${values.map(sqlText).join(', ')}])`;
  const root = `${location.replace(/\/+$/, '')}/`;
  return [
    `CREATE SCHEMA IF NOT EXISTS ${sqlName(catalog)}.${sqlName(SCHEMA)}`,
    `DROP VIEW IF EXISTS ${named(VIEW)}`,
    `DROP TABLE IF EXISTS ${objects}`,
    `CREATE TABLE ${objects} (
      records array(row(${members})),
      account varchar ${oneOf(accounts)},
      region varchar ${oneOf(regions)},
      "timestamp" varchar WITH (
        partition_projection_type = 'DATE', partition_projection_format = 'yyyy/MM/dd',
        partition_projection_range = ARRAY['NOW-${DAYS}DAYS', 'NOW+1DAYS'],
        partition_projection_interval = 1, partition_projection_interval_unit = 'DAYS')
    ) WITH (
      external_location = ${sqlText(root)}, format = 'OPENX_JSON',
      partitioned_by = ARRAY['account', 'region', 'timestamp'], partition_projection_enabled = true,
      partition_projection_location_template =
        ${sqlText(`${root}AWSLogs/\${account}/CloudTrail/\${region}/\${timestamp}`)}
    )`,
    `CREATE VIEW ${named(VIEW)} AS
      SELECT ${names.map((name) => `r.${name}`).join(', ')}, o.account, o.region, o."timestamp"
      FROM ${objects} AS o CROSS JOIN UNNEST(o.records) AS r (${names.join(', ')})`,
  ];
}
