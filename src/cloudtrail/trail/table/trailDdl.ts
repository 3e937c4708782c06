import { TRAIL_COLUMNS, trinoType } from './trailColumns';

/** A trail's bucket, and the table that is to be made over it. */
export interface DdlRequest {
  readonly bucket: string;
  /** The trail's prefix in the bucket. */
  readonly prefix?: string;
  /** Id of the organisation (`o-…`) whose trail it is. */
  readonly organization?: string;
  readonly accounts: readonly string[];
  readonly regions: readonly string[];
  /** The first day with objects: `2024-01-31`. */
  readonly from: string;
  readonly database: string;
  readonly table: string;
  readonly engine: 'athena' | 'trino';
  /** Trino's catalog. Default `hive`. */
  readonly catalog?: string;
}

/** What is wrong with a request, in a sentence. */
export class DdlError extends Error {
  override readonly name = 'DdlError';
}

/**
 * The statements that make a table over a trail's objects, its partitions by projection: nobody has to add them day by
 * day, and a query reads the folders of its accounts, regions and days alone.
 *
 * @throws DdlError for names that AWS would not take; so that nothing of them can be more than a name
 */
export function trailDdl(request: DdlRequest): string {
  check(request);
  return request.engine === 'athena' ? athenaDdl(request) : trinoDdl(request);
}

function athenaDdl(request: DdlRequest): string {
  const { accounts, regions, database, table } = request;
  const columns = TRAIL_COLUMNS.map(({ name, type }) => `  \`${name}\` ${type}`).join(',\n');
  const properties = [
    ['projection.enabled', 'true'],
    ['projection.account.type', 'enum'],
    ['projection.account.values', accounts.join(',')],
    ['projection.region.type', 'enum'],
    ['projection.region.values', regions.join(',')],
    ['projection.timestamp.type', 'date'],
    ['projection.timestamp.format', 'yyyy/MM/dd'],
    ['projection.timestamp.interval', '1'],
    ['projection.timestamp.interval.unit', 'DAYS'],
    ['projection.timestamp.range', `${slashed(request.from)},NOW`],
    ['storage.location.template', `${root(request)}/\${account}/CloudTrail/\${region}/\${timestamp}`],
  ];
  return `CREATE EXTERNAL TABLE \`${database}\`.\`${table}\` (
${columns}
)
PARTITIONED BY (\`account\` string, \`region\` string, \`timestamp\` string)
ROW FORMAT SERDE 'org.apache.hive.hcatalog.data.JsonSerDe'
STORED AS INPUTFORMAT 'com.amazon.emr.cloudtrail.CloudTrailInputFormat'
OUTPUTFORMAT 'org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat'
LOCATION '${root(request)}/'
TBLPROPERTIES (
${properties.map(([name, value]) => `  '${name}' = '${value}'`).join(',\n')}
);
`;
}

/**
 * Trino reads a record a line; a trail's objects are one `{"Records": […]}` each. So the table has the list, and a view
 * beside it, which is what rules are run on, has a row for each record.
 */
function trinoDdl(request: DdlRequest): string {
  const { accounts, regions, database, table, catalog = 'hive' } = request;
  const name = (one: string) => `"${catalog}"."${database}"."${one}"`;
  const list = (values: readonly string[]) => `ARRAY[${values.map((value) => `'${value}'`).join(', ')}]`;
  const members = TRAIL_COLUMNS.map((column) => `    ${column.name} ${trinoType(column.type)}`).join(',\n');
  const names = TRAIL_COLUMNS.map((column) => column.name);
  const oneOf = (values: readonly string[]) =>
    `WITH (partition_projection_type = 'ENUM', partition_projection_values = ${list(values)})`;
  return `CREATE TABLE ${name(`${table}_objects`)} (
  records array(row(
${members}
  )),
  account varchar ${oneOf(accounts)},
  region varchar ${oneOf(regions)},
  "timestamp" varchar WITH (
    partition_projection_type = 'DATE',
    partition_projection_format = 'yyyy/MM/dd',
    partition_projection_range = ARRAY['${slashed(request.from)}', 'NOW'],
    partition_projection_interval = 1,
    partition_projection_interval_unit = 'DAYS'
  )
)
WITH (
  external_location = '${root(request)}/',
  format = 'OPENX_JSON',
  partitioned_by = ARRAY['account', 'region', 'timestamp'],
  partition_projection_enabled = true,
  partition_projection_location_template = '${root(request)}/\${account}/CloudTrail/\${region}/\${timestamp}'
);

CREATE VIEW ${name(table)} AS
SELECT ${names.map((column) => `r.${column}`).join(', ')}, o.account, o.region, o."timestamp"
FROM ${name(`${table}_objects`)} AS o
CROSS JOIN UNNEST(o.records) AS r (${names.join(', ')});
`;
}

function root({ bucket, prefix = '', organization }: DdlRequest): string {
  return [
    `s3://${bucket}`,
    ...prefix.split('/').filter(Boolean),
    'AWSLogs',
    ...(organization ? [organization] : []),
  ].join('/');
}

function slashed(day: string): string {
  return day.replaceAll('-', '/');
}

function check({
  bucket,
  prefix = '',
  organization,
  accounts,
  regions,
  from,
  database,
  table,
  catalog,
}: DdlRequest): void {
  const wrong = (what: string, value: string, advice: string) =>
    new DdlError(`"${value.slice(0, 80)}" is no ${what}. ${advice}`);
  if (!/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(bucket)) {
    throw wrong('name of a bucket', bucket, 'Give the bucket that the trail writes to, without s3:// and folders.');
  }
  if (!/^[A-Za-z0-9!_.*()/-]*$/.test(prefix)) {
    throw wrong('prefix of a trail', prefix, 'Give the folders before AWSLogs/, as the trail has them.');
  }
  if (organization !== undefined && !/^o-[a-z0-9]{10,32}$/.test(organization)) {
    throw wrong('id of an organization', organization, 'It is written o-…, and is the folder below AWSLogs/.');
  }
  const account = accounts.find((id) => !/^\d{12}$/.test(id));
  if (account !== undefined || accounts.length === 0) {
    throw wrong('account id', account ?? '', 'Give the ids of the accounts, twelve digits each.');
  }
  const region = regions.find((name) => !/^[a-z]{2}(?:-[a-z]+)+-\d$/.test(name));
  if (region !== undefined || regions.length === 0) {
    throw wrong('region', region ?? '', 'Give the regions that the trail records, as in us-east-1.');
  }
  if (!/^\d{4}-\d{2}-\d{2}$/.test(from) || Number.isNaN(Date.parse(from))) {
    throw wrong('day', from, 'Give the first day with objects as in 2024-01-31.');
  }
  for (const name of [database, table, catalog ?? 'hive']) {
    if (!/^[a-z0-9_]{1,128}$/.test(name)) {
      throw wrong('name for a table', name, 'Lower-case letters, digits and _ are what every engine takes.');
    }
  }
}
