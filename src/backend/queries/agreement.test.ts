import fc from 'fast-check';
import { bundledRules } from '../../catalogue/bundled/fromFolder';
import { generateTraffic } from '../../cloudtrail/emulator/generate';
import type { FakeEvent } from '../../cloudtrail/testing/fakeTrail';
import { loadRuleSet } from '../../sigma';
import type { Frame } from '../frames/frame';
import type { DataResponse } from '../protocol/handlers';
import { ACCOUNT, NOW_S, TestBackend } from '../testing/backend';
import { randomQueries, type RandomQuery } from '../testing/randomQueries';

/** `counts` counts the rows of `detections` (contract, section 4), whatever is asked for. */
const QUERIES = 1000;
/** A backend begins with nothing fetched: what it has fetched must not matter, so each answers some of the queries. */
const QUERIES_OF_ONE = 100;
const HOUR_MS = 3_600_000;
const TO_MS = NOW_S * 1000;
const FROM_MS = TO_MS - 24 * HOUR_MS;
const REGIONS = ['us-east-1', 'eu-central-1', 'ap-southeast-2'];
/** Scalars, lists, numbers and booleans; what only some events have, and what none has. */
const FIELDS = [
  ...['account', 'region', 'principal', 'eventName', 'eventSource', 'errorCode', 'sourceIPAddress', 'userAgent'],
  ...['userIdentity.arn', 'userIdentity.type', 'userIdentity.sessionContext.sessionIssuer.userName', 'readOnly'],
  ...['requestParameters.ipPermissions.items.ipRanges.items.cidrIp', 'requestParameters.userName', 'no.such.field'],
  ...['requestParameters.ipPermissions.items.fromPort', 'requestParameters', 'resources.ARN', 'eventTime'],
];
/** None; those that are filled with zeros; fields whose values, written one after the other, look alike. */
const SPECIAL_GROUPS = [[], ['account'], ['region'], ['region', 'account'], ['userAgent', 'sourceIPAddress']];
/** Sites may give two levels one label. */
const SEVERITY_LABELS = { critical: 'page', high: 'page' };

type CloudTrailJson = Readonly<Record<string, unknown>>;

const ruleSet = loadRuleSet(bundledRules.map((rule) => ({ ...rule, origin: 'bundled' })));
const events = trafficByRegion();
const records = Object.values(events)
  .flat()
  .flatMap(({ record }) => (record ? [record] : []));

const INLINE = [
  // Everything, also events without a record; no id, no level, twice the same title.
  `title: Anything
logsource: { product: aws, service: cloudtrail }
detection: { never: { eventName: NoSuchEvent }, condition: not never }
---
title: Anything
logsource: { product: aws, service: cloudtrail }
detection: { denied: { errorCode|exists: true }, condition: denied }
level: high
`,
  `title: Denied
name: denied
logsource: { product: aws, service: cloudtrail }
detection: { denied: { errorCode|contains: [Denied, Unauthorized] }, condition: denied }
level: low
---
title: Denied often
name: often
correlation: { type: event_count, rules: [denied], group-by: [userIdentity.arn], timespan: 30m, condition: { gte: 2 } }
level: medium
---
title: Denied for many names
correlation:
  type: value_count
  rules: [denied]
  group-by: [userIdentity.type]
  timespan: 2h
  condition: { field: eventName, gte: 3 }
  generate: true
level: critical
`,
];

function trafficByRegion(): Record<string, FakeEvent[]> {
  const byRegion: Record<string, FakeEvent[]> = Object.fromEntries(REGIONS.map((region) => [region, []]));
  const traffic = generateTraffic({
    seed: 'agreement',
    eventsPerHour: 120,
    accounts: [{ accountId: ACCOUNT }],
    regions: REGIONS,
    fromMs: FROM_MS,
    toMs: TO_MS,
  });
  let count = 0;
  for (const { record } of traffic) {
    const { eventID, eventTime, eventName, eventSource, awsRegion } = record;
    byRegion[awsRegion].push({
      id: eventID,
      atS: Date.parse(eventTime) / 1000,
      eventName,
      eventSource,
      record: changed(record, count++),
    });
  }
  return byRegion;
}

/** Some records are odd: none at all, without the places, or with values that look like two, or like one of two fields. */
function changed(record: CloudTrailJson, count: number): Record<string, unknown> | null {
  switch (count % 40) {
    case 0:
      return null;
    case 1:
      return { ...record, recipientAccountId: undefined, awsRegion: undefined };
    case 2:
      return { ...record, userAgent: 'a,b', errorCode: 'AccessDenied' };
    case 3:
      return { ...record, userAgent: ['a', 'b', 'a'], errorCode: 'AccessDenied' };
    case 4:
      return { ...record, userAgent: 'a\0', sourceIPAddress: 'b', errorCode: 'AccessDenied' };
    case 5:
      return { ...record, userAgent: 'a', sourceIPAddress: '\0b', errorCode: 'AccessDenied' };
    case 6:
      return { ...record, errorCode: '', userIdentity: { type: 'AWSService', invokedBy: 'x.amazonaws.com' } };
    default:
      return { ...record };
  }
}

/** Texts at a path, arrays fanned out: what a label is made of, found without the backend's code. */
function valuesAt(record: unknown, field: string): string[] {
  let values: unknown[] = [record];
  for (const step of field.split('.')) {
    values = values.flat(Infinity).map((value) => (isObject(value) ? value[step] : undefined));
  }
  return values
    .flat(Infinity)
    .filter((value) => value !== undefined && value !== null)
    .map((value) => (isObject(value) ? JSON.stringify(value) : String(value)));
}

function isObject(value: unknown): value is CloudTrailJson {
  return typeof value === 'object' && value !== null;
}

function column(frame: Frame, name: string): unknown[] {
  return Array.from((frame.fields.find((field) => field.name === name)?.values ?? []) as ArrayLike<unknown>);
}

/** Label set → bucket → count. Fails where a label set comes twice. */
type Series = Map<string, Map<number, number>>;

function add(series: Series, labels: readonly unknown[], bucket: number, count: number): void {
  const key = JSON.stringify(labels);
  const buckets = series.get(key) ?? new Map<number, number>();
  series.set(key, buckets.set(bucket, (buckets.get(bucket) ?? 0) + count));
}

/** The table's rows by their labels. */
function tableSeries(frame: Frame, { groupBy, intervalMs }: RandomQuery): Series {
  const series: Series = new Map();
  const labels = ['rule_id', 'rule', 'severity'].map((name) => column(frame, name));
  const ownColumns = new Map(['account', 'region', 'principal'].map((name) => [name, column(frame, name)]));
  const json = column(frame, 'record').map((text) => JSON.parse(String(text)) as unknown);
  column(frame, 'time').forEach((time, row) => {
    const values = groupBy.map(
      (field) => ownColumns.get(field)?.[row] ?? [...new Set(valuesAt(json[row], field))].join(',')
    );
    const bucket = Math.floor(Number(time) / intervalMs) * intervalMs;
    add(series, [...labels.map((of) => of[row]), ...values], bucket, 1);
  });
  return series;
}

const labelName = (field: string) => field.replaceAll('.', '_');

function numericRows(frame: Frame, { groupBy }: RandomQuery): Array<[labels: string, count: number]> {
  const columns = ['rule_id', 'rule', 'severity', ...groupBy.map(labelName)].map((name) => column(frame, name));
  return column(frame, 'count').map((count, row) => [JSON.stringify(columns.map((of) => of[row])), Number(count)]);
}

function timeseriesRows(frames: readonly Frame[], { groupBy }: RandomQuery): Array<[string, Map<number, number>]> {
  return frames
    .filter(({ fields }) => fields.length > 0)
    .map((frame): [string, Map<number, number>] => {
      const labels = frame.fields[1].labels ?? {};
      const names = ['rule_id', 'rule', 'severity', ...groupBy.map(labelName)];
      expect(Object.keys(labels).sort()).toEqual([...names].sort());
      const counts = column(frame, 'count').map(Number);
      const buckets = column(frame, 'time').map((time, at): [number, number] => [Number(time), counts[at]]);
      return [JSON.stringify(names.map((name) => labels[name])), new Map(buckets.filter(([, count]) => count !== 0))];
    });
}

/** Label sets that must be there though nothing matched: each rule in each place, where places are all that is asked for. */
function toFill(labelSets: readonly string[], { groupBy, model }: RandomQuery): string[] {
  const places: Readonly<Record<string, readonly string[]>> = { account: [ACCOUNT], region: model.regions ?? REGIONS };
  if (!groupBy.every((field) => field in places)) {
    return [];
  }
  const rules = new Set(labelSets.map((labels) => JSON.stringify((JSON.parse(labels) as string[]).slice(0, 3))));
  return groupBy
    .reduce<string[][]>(
      (sets, field) => sets.flatMap((set) => places[field].map((value) => [...set, value])),
      [...rules].map((rule) => JSON.parse(rule) as string[])
    )
    .map((labels) => JSON.stringify(labels));
}

const total = (buckets: ReadonlyMap<number, number>) => [...buckets.values()].reduce((sum, count) => sum + count, 0);

async function ask(backend: TestBackend, query: RandomQuery): Promise<DataResponse[]> {
  const { model, groupBy, fill, fromMs, toMs, intervalMs, together, order } = query;
  const models = [
    { ...model, queryType: 'counts', format: 'numeric', groupBy, fill },
    { ...model, queryType: 'counts', format: 'timeseries', groupBy, fill },
    { ...model, queryType: 'detections', format: 'table', limit: 100_000 },
  ];
  const range = { fromMs, toMs, intervalMs };
  if (together) {
    return backend.queries(models, range);
  }
  const answers: DataResponse[] = [];
  for (const index of order) {
    answers[index] = await backend.query(models[index], range);
  }
  return answers;
}

/** Throws where the answers differ; tells how many detections they are about. */
function compare([numeric, timeseries, table]: readonly DataResponse[], query: RandomQuery): number {
  expect([numeric.error, timeseries.error, table.error]).toEqual([undefined, undefined, undefined]);
  const stats = table.frames[0].meta?.custom?.stats as { truncated: boolean };
  expect(stats.truncated).toBe(false);
  const shown = tableSeries(table.frames[0], query);
  const counts = numericRows(numeric.frames[0], query);
  const series = timeseriesRows(timeseries.frames, query);

  const labelSets = counts.map(([labels]) => labels);
  expect(new Set(labelSets).size).toBe(labelSets.length);
  expect(series.map(([labels]) => labels).sort()).toEqual([...labelSets].sort());

  const loud = counts.filter(([, count]) => count !== 0);
  expect(new Map(loud)).toEqual(new Map([...shown].map(([labels, buckets]) => [labels, total(buckets)])));
  expect(new Map(series.filter(([, buckets]) => buckets.size > 0))).toEqual(shown);
  if (query.fill === 'none') {
    expect(loud).toHaveLength(counts.length);
  } else {
    const there = new Set(labelSets);
    expect(toFill(labelSets, query).filter((labels) => !there.has(labels))).toEqual([]);
  }
  return column(table.frames[0], 'time').length;
}

it(`counts what the table shows, and no label set twice, in ${QUERIES} random queries`, async () => {
  const seed = Number(process.env.SIGTRAIL_SEED ?? Date.now() % 1_000_000_000);
  // Printed, so that a failure can be repeated: SIGTRAIL_SEED=… jest agreement.
  process.stdout.write(`agreement: seed ${seed}\n`);
  const queries = fc.sample(
    randomQueries({
      rules: [...ruleSet.rules, ...ruleSet.correlations],
      inline: INLINE,
      regions: REGIONS,
      fields: FIELDS,
      specialGroups: SPECIAL_GROUPS,
      records,
      valuesAt,
      fromMs: FROM_MS,
      toMs: TO_MS,
    }),
    { seed, numRuns: QUERIES }
  );
  let backend = freshBackend();
  let withDetections = 0;
  for (const [index, query] of queries.entries()) {
    if (index % QUERIES_OF_ONE === 0) {
      backend = freshBackend();
    }
    const answers = await ask(backend, query);
    try {
      withDetections += compare(answers, query) > 0 ? 1 : 0;
    } catch (error) {
      throw new Error(`Seed ${seed}, query ${index}: ${JSON.stringify(query)}`, { cause: error });
    }
  }
  // Queries that find nothing compare nothing.
  expect(withDetections).toBeGreaterThan(QUERIES / 4);
}, 300_000);

function freshBackend(): TestBackend {
  return new TestBackend({
    rules: Object.fromEntries(bundledRules.map(({ file, text }) => [file, text])),
    events,
    jsonData: { severityLabels: SEVERITY_LABELS, lookupTimeoutSeconds: 600 },
  });
}
