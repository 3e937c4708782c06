import { compileEngine } from '../../../sigma';
import { createRandom } from '../../../sigma/fuzz/random';
import { trinoRows, trinoUrl } from '../../../../tests/trino/server';
import { selectCounts } from '../sql/selectCounts';
import { selectEvents } from '../sql/selectEvents';
import { quotedTable } from '../sql/tableName';
import { rowsOf } from '../testing/rowsOf';
import { ALL_TIME, manyEvents, trinoTrail } from '../testing/trinoTrail';
import { createTrinoEngine } from '../trino/engine';
import { condition } from './condition';
import { manyRules, rulesOf, sel } from './testing/ruleSets';

const random = createRandom(5);
const events = manyEvents(random, 2000);

/** As many tests as a condition may have, of every kind that costs an engine most. */
const COSTLY = [
  Array.from({ length: 400 }, (_, index) =>
    sel(`{ userAgent|contains: 'agent ${index}', errorCode: 'code ${index}' }`)
  ),
  Array.from({ length: 400 }, (_, index) => sel(`{ requestParameters.key${index}: 'value ${index}' }`)),
  Array.from({ length: 400 }, (_, index) => sel(`{ requestParameters.key${index}: ${index + 10} }`)),
  Array.from({ length: 400 }, (_, index) =>
    sel(`{ resources.ARN|contains: 'a${index}', resources.type: 't${index}' }`)
  ),
  Array.from({ length: 200 }, (_, index) => `s: ['key ${index}', 'word ${index}']\n  condition: s`),
  Array.from(
    { length: 400 },
    (_, index) =>
      `s: { eventName: E${index} }\n  f: { userIdentity.arn|endswith: 'i${index}' }\n  condition: s and not f`
  ),
];

it.each(COSTLY.map((detections, index) => [index, detections] as const))(
  'Trino takes the most costly conditions (%s)',
  async (_, detections) => {
    const table = await trinoTrail('condition', events);
    const { text } = condition(rulesOf(...detections), [], table);
    await trinoRows(selectEvents({ table, condition: { text }, ...ALL_TIME }).text);
    await trinoRows(
      selectCounts({ table, condition: { text }, ...ALL_TIME, fields: ['userIdentity.arn', 'requestParameters.a.b'] })
        .text
    );
  }
);

it('3,000 rules read the same bytes as one, once, and lose none of their events', async () => {
  const rules = manyRules(random, 3000);
  const wanted = events.map((event, index) => {
    // Half of them are some rule's.
    const named = /eventSource: (.+), eventName: \[([^,\]]+)/.exec(rules[index]?.body ?? '');
    return index % 2 === 0 ? { ...event, eventSource: named?.[1], eventName: named?.[2] } : event;
  });
  const table = await trinoTrail('condition_many', wanted);
  const engine = createTrinoEngine({ url: trinoUrl(), user: 'test' });
  try {
    const read = async (some: typeof rules) => {
      const { text, recordOf } = selectEvents({ table, condition: condition(some, [], table), ...ALL_TIME });
      expect(Buffer.byteLength(text)).toBeLessThan(262_144);
      expect(text.split(quotedTable(table.name))).toHaveLength(2);
      const run = engine.run(text, { signal: AbortSignal.timeout(120_000) });
      const ids = new Set((await rowsOf(run)).map((row) => recordOf(row).eventId));
      return { ids, bytes: run.stats().scannedBytes };
    };
    const [one, all] = [await read(rules.slice(0, 1)), await read(rules)];
    expect(all.bytes).toBe(one.bytes);
    const sigma = compileEngine(rules);
    const matched = wanted.filter((event) => sigma.match(event).length > 0);
    expect(matched.length).toBeGreaterThan(10);
    expect(matched.filter(({ eventID }) => !all.ids.has(String(eventID)))).toEqual([]);
    expect(all.ids.size).toBeLessThan(wanted.length);
  } finally {
    engine.close();
  }
});
