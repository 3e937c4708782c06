import { compileEngine, loadRuleSet, parseEvent } from '../../../sigma';
import { createRandom } from '../../../sigma/fuzz/random';
import { trinoRows } from '../../../../tests/trino/server';
import { condition } from '../narrow/condition';
import { distinctionsOf } from '../narrow/distinctionsOf';
import { fieldsOf, hasKeywords } from '../table/fieldsOf';
import { trailRule } from '../testing/randomTrail';
import { ALL_TIME, manyEvents, trinoRecords, trinoTrail } from '../testing/trinoTrail';
import type { SqlRow } from '../types';
import { selectCounts } from './selectCounts';

const EVENTS = 6_000;
const COPIES = 600;
const RULES = Number(process.env.SIGTRAIL_RULES ?? 200);
const TOGETHER = 5;
const seed = Number(process.env.SIGTRAIL_SEED ?? Date.now() % 1_000_000);
const HOUR = 3_600;

it(`counts the matches of ${RULES} rules as the engine does (SIGTRAIL_SEED=${seed})`, async () => {
  const random = createRandom(seed);
  const events = manyEvents(random, EVENTS);
  const texts = Array.from({ length: RULES }, (_, id) => trailRule(random, id, events));
  const loaded = loadRuleSet(texts.map((text, index) => ({ file: `${index}.yml`, text }))).rules;
  // One that looks for keywords has the whole event told apart, for all in its statement.
  const rules = [false, true].flatMap((looks) => loaded.filter(({ expression }) => hasKeywords(expression) === looks));
  // Two trails deliver some of them.
  const table = await trinoTrail('counts', [...events, ...events.slice(0, COPIES)]);
  const records = [...(await trinoRecords(table)).values()].map((text) => parseEvent(text) as { eventTime: string });
  expect(records).toHaveLength(EVENTS);

  const hourOf = ({ eventTime }: { eventTime: string }) => Math.floor(Date.parse(eventTime) / 1000 / HOUR) * HOUR;
  let rows = 0;
  let counted = 0;
  for (let from = 0; from < rules.length; from += TOGETHER) {
    const some = rules.slice(from, from + TOGETHER);
    const engine = compileEngine(some);
    const expected = new Map<string, number>();
    for (const record of records) {
      engine.match(record).forEach((rule) => {
        const key = `${rule} ${hourOf(record)}`;
        expected.set(key, (expected.get(key) ?? 0) + 1);
      });
    }
    const { text, recordOf } = selectCounts({
      ...ALL_TIME,
      table,
      condition: condition(some, [], table),
      fields: some.some(({ expression }) => hasKeywords(expression))
        ? 'whole'
        : new Set(some.flatMap(({ expression }) => [...fieldsOf(expression)])),
      distinctions: distinctionsOf(some, [], table),
      bucketSeconds: HOUR,
    });
    const found = new Map<string, number>();
    for (const row of (await trinoRows(text)) as SqlRow[]) {
      rows++;
      const { bucketS = 0, count, text: record } = recordOf(row);
      engine.match(parseEvent(record)).forEach((rule) => {
        counted += count;
        const key = `${rule} ${bucketS}`;
        found.set(key, (found.get(key) ?? 0) + count);
      });
    }
    const different = [...new Set([...expected.keys(), ...found.keys()])].find(
      (key) => expected.get(key) !== found.get(key)
    );
    if (different !== undefined) {
      const body = some[Number(different.split(' ')[0])]?.body ?? '';
      throw new Error(
        `seed ${seed}: ${different}: ${found.get(different) ?? 0} counted, ${expected.get(different) ?? 0} expected\n${body}\n${text}`
      );
    }
  }
  process.stdout.write(
    `seed ${seed}: ${counted} matches counted from ${rows} rows of ${rules.length} rules, ${EVENTS} events\n`
  );
  expect(counted).toBeGreaterThan(EVENTS);
}, 900_000);
