import { firstValueFrom } from 'rxjs';
import {
  type DataFrame,
  type DataTransformerConfig,
  type Field,
  FieldType,
  getFieldDisplayName,
  standardTransformers,
  standardTransformersRegistry,
  toDataFrame,
  transformDataFrame,
} from '@grafana/data';
import overview from './overview.json';
import health from './health.json';
import principal from './principal.json';
import rule from './rule.json';

interface Panel {
  id: number;
  title: string;
  transformations?: DataTransformerConfig[];
  fieldConfig?: { overrides: Array<{ matcher: { id: string; options: string } }> };
}

beforeAll(() => {
  standardTransformersRegistry.setInit(() =>
    // Some are there by two names.
    [...new Map(Object.values(standardTransformers).map((one) => [one.id, one])).values()].map((transformation) => ({
      id: transformation.id,
      name: transformation.name,
      transformation,
      editor: () => null,
      imageDark: '',
      imageLight: '',
    }))
  );
});

const panelsOf = ({ panels }: { panels: object[] }) => panels as Panel[];
const panelOf = (dashboard: { panels: object[] }, title: string) => {
  const found = panelsOf(dashboard).find((panel) => panel.title === title);
  if (!found) {
    throw new Error(`There is no panel "${title}".`);
  }
  return found;
};
const transformed = (panel: Panel, frames: DataFrame[]) =>
  firstValueFrom(transformDataFrame(panel.transformations ?? [], frames));
/** As panels see it: renaming gives a name to show. */
const nameOf = (field: Field) => getFieldDisplayName(field);
const table = (frames: DataFrame[]) => {
  expect(frames.length).toBeLessThanOrEqual(1);
  return Object.fromEntries((frames[0]?.fields ?? []).map((field) => [nameOf(field), [...field.values]]));
};

const MINUTE = 60_000;
/** A series of a rule, as `counts`, `timeseries` gives it. */
const series = (id: string, severity: string, values: number[]) =>
  toDataFrame({
    refId: 'A',
    meta: { type: 'timeseries-multi' },
    fields: [
      { name: 'time', type: FieldType.time, values: values.map((_, index) => index * MINUTE) },
      { name: 'count', type: FieldType.number, labels: { rule_id: id, rule: id, severity }, values },
    ],
  });
/** What a query for counts gives where nothing matched. */
const NO_SERIES = [toDataFrame({ refId: 'A', meta: { type: 'timeseries-multi' }, fields: [] })];
const frame = (columns: Record<string, unknown[]>) => [
  toDataFrame({
    refId: 'A',
    fields: Object.entries(columns).map(([name, values]) => ({
      name,
      type: name === 'time' ? FieldType.time : undefined,
      values,
    })),
  }),
];

describe.each([
  ['overview', overview, 'Severity over time'],
  ['overview', overview, 'Detections by severity'],
  ['principal', principal, 'Detections by severity'],
])('%s', (_, dashboard, title) => {
  const panel = panelOf(dashboard, title);

  it(`${title}: adds rules up by severity, the gravest first`, async () => {
    const frames = [
      series('a', 'low', [1, 0, 2]),
      series('b', 'high', [0, 0, 1]),
      series('c', 'low', [1, 0, 0]),
      series('d', 'P0', [0, 5, 0]),
    ];
    const [wide] = await transformed(panel, frames);
    expect(table([wide])).toEqual({
      time: [0, MINUTE, 2 * MINUTE],
      high: [0, 0, 1],
      low: [2, 0, 2],
      P0: [0, 5, 0],
    });
    expect(wide.fields[0].type).toBe(FieldType.time);
    expect(wide.fields.map(nameOf).slice(0, 3)).toEqual(['time', 'high', 'low']);
  });

  it(`${title}: shows one rule, and nothing where nothing matched`, async () => {
    expect(table(await transformed(panel, [series('a', 'critical', [1, 3])]))).toEqual({
      time: [0, MINUTE],
      critical: [1, 3],
    });
    expect(table(await transformed(panel, NO_SERIES))).toEqual({});
  });
});

describe('top values', () => {
  it('adds up rules, the most frequent first, twenty at most', async () => {
    const names = Array.from({ length: 30 }, (_, index) => `user${index}`);
    const rows = {
      rule: [...names.map(() => 'a'), 'b'],
      principal: [...names, 'user7'],
      count: [...names.map(() => 1), 4],
    };
    const top = table(await transformed(panelOf(overview, 'Top principals'), frame(rows)));
    expect(Object.keys(top)).toEqual(['principal', 'detections']);
    expect(top.principal).toHaveLength(20);
    expect([top.principal[0], top.detections[0]]).toEqual(['user7', 5]);
  });

  it('reads the label of a field with dots', async () => {
    const keys = { rule: ['a', 'b'], userIdentity_accessKeyId: ['AKIA1', 'AKIA1'], count: [1, 2] };
    const top = table(await transformed(panelOf(principal, 'Keys in detections'), frame(keys)));
    expect(top).toEqual({ userIdentity_accessKeyId: ['AKIA1'], detections: [3] });
  });
});

describe("a principal's events", () => {
  const HOUR = 60 * MINUTE;
  const EVENTS = {
    time: [3.5 * HOUR, 3.1 * HOUR, 3.1 * HOUR, HOUR + 1],
    eventSource: ['iam', 's3', 'iam', 'iam'],
    eventName: ['CreateUser', 'GetBucketAcl', 'CreateUser', 'ListUsers'],
    errorCode: ['', '', '', 'AccessDenied'],
    eventID: ['4', '3', '2', '1'],
  };
  const panels = (title: string) => panelsOf(principal).filter((panel) => panel.title === title);

  it('are counted by the hour and service', async () => {
    expect(panels('Events per hour by service')).toHaveLength(2);
    for (const panel of panels('Events per hour by service')) {
      const [wide] = await transformed(panel, frame(EVENTS));
      expect(table([wide])).toEqual({ time: [HOUR, 3 * HOUR], iam: [1, 2], s3: [0, 1] });
      expect(wide.fields[0].type).toBe(FieldType.time);
    }
  });

  it('are counted by call, with the last time of each', async () => {
    expect(panels('Calls')).toHaveLength(2);
    for (const panel of panels('Calls')) {
      const [calls] = await transformed(panel, frame(EVENTS));
      expect(calls.fields.map((field) => [nameOf(field), field.type])).toEqual([
        ['eventName', FieldType.string],
        ['eventSource', FieldType.string],
        ['errorCode', FieldType.string],
        ['events', FieldType.number],
        ['last', FieldType.time],
      ]);
      expect(table([calls])).toMatchObject({
        eventName: ['CreateUser', 'GetBucketAcl', 'ListUsers'],
        events: [2, 1, 1],
        last: [3.5 * HOUR, 3.1 * HOUR, HOUR + 1],
      });
    }
  });
});

describe('coverage', () => {
  const COVERAGE = {
    eventSource: ['iam', 'ec2', 's3', 'iam'],
    eventName: ['CreateUser', 'DescribeInstances', 'GetObject', 'DeleteUser'],
    category: ['Management', 'Management', 'Data', 'Management'],
    seen: [5, 40, 0, 2],
    rules: [1, 0, 2, 0],
    matches: [3, 0, 0, 0],
    visible: [true, true, false, true],
  };

  it.each([
    ['Kinds of calls seen', ['CreateUser', 'DescribeInstances', 'DeleteUser']],
    ['… that no rule looks at', ['DescribeInstances', 'DeleteUser']],
    ['… that rules match', ['CreateUser']],
    ['Calls that rules wait for in vain', ['GetObject']],
    ['Calls seen that no rule looks at', ['DescribeInstances', 'DeleteUser']],
  ])('%s', async (title, names) => {
    for (const panel of panelsOf(health).filter((one) => one.title === title)) {
      expect(table(await transformed(panel, frame(COVERAGE))).eventName).toEqual(names);
    }
  });

  it('is added up by service', async () => {
    expect(table(await transformed(panelOf(health, 'Events by service'), frame(COVERAGE)))).toEqual({
      eventSource: ['ec2', 'iam', 's3'],
      events: [40, 7, 0],
      detections: [0, 3, 0],
    });
  });

  it('goes with rules by severity', async () => {
    const rules = { rule_id: ['1', '2', '3'], severity: ['low', 'high', 'low'] };
    expect(table(await transformed(panelOf(health, 'Rules by severity'), frame(rules)))).toEqual({
      severity: ['low', 'high'],
      rules: [2, 1],
    });
  });
});

it('uses only transformations that Grafana brings along', () => {
  const used = [overview, rule, principal, health]
    .flatMap(panelsOf)
    .flatMap(({ transformations = [] }) => transformations);
  expect(used.length).toBeGreaterThan(20);
  expect(used.filter(({ id }) => !standardTransformersRegistry.getIfExists(id))).toEqual([]);
});
