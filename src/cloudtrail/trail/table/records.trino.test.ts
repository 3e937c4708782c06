import { compileEngine, leafText, loadRuleSet, parseEvent } from '../../../sigma';
import { describeShared, readShared } from '../../../sigma/testing/shared';
import { trinoRecords, realEvents, trinoTrail, type TrailEvent } from '../testing/trinoTrail';

type Leaf = readonly [path: string, text: string];

/** Leaves with what a rule can see of them; null, empty objects and lists as such. */
function leaves(value: unknown, path: string): Leaf[] {
  if (Array.isArray(value)) {
    return value.length === 0 ? [[path, '[]']] : value.flatMap((entry) => leaves(entry, path));
  }
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value);
    return entries.length === 0
      ? [[path, '{}']]
      : entries.flatMap(([key, member]) => leaves(member, path === '' ? key : `${path}.${key}`));
  }
  return [[path, leafText(value) ?? 'null']];
}

/** Paths below JSON columns differ from event to event: their first step names them. */
function nameOf(path: string): string {
  return /^(?:requestParameters|responseElements|additionalEventData|serviceEventDetails)\b/.exec(path)?.[0] ?? path;
}

function differences(event: unknown, record: unknown): string[] {
  const [before, after] = [event, record].map(
    (one) => new Map(leaves(one, '').map((leaf) => [JSON.stringify(leaf), leaf[0]]))
  );
  return [
    ...[...(before ?? [])].filter(([key]) => !after?.has(key)).map(([, path]) => `${nameOf(path)} lost`),
    ...[...(after ?? [])].filter(([key]) => !before?.has(key)).map(([, path]) => `${nameOf(path)} added`),
  ];
}

describeShared('data/sigma-rules', 'records of a trail, put together again', (path) => {
  const events = realEvents().map((event, index): TrailEvent => ({
    ...event,
    eventTime: event.eventTime ?? '2023-07-10T11:42:36Z',
    eventID: `event-${index}`,
  }));
  const { rules } = loadRuleSet(readShared(path, '.yml'));
  const engine = compileEngine(rules);

  it('are those that were delivered, but for members that no column has', async () => {
    const records = await trinoRecords(await trinoTrail('records', events));
    const found = new Map<string, number>();
    let matches = 0;
    for (const event of events) {
      const record = parseEvent(records.get(String(event.eventID)) ?? '');
      const expected = engine.match(event);
      matches += expected.length;
      expect(engine.match(record)).toEqual(expected);
      new Set(differences(event, record)).forEach((name) => found.set(name, (found.get(name) ?? 0) + 1));
    }
    expect(matches).toBeGreaterThan(100);
    process.stdout.write(
      `${events.length} records, ${matches} matches; differences by field:\n${[...found].map(([name, count]) => `${count} ${name}\n`).join('')}`
    );
    // What Logstash added; and of keys that differ in case alone, `tag` and `Tag`, Trino's reader keeps the last.
    expect([...found.keys()].filter((name) => !/^(?:@\w+|requestParameters) lost/.test(name))).toEqual([]);
  });
});
