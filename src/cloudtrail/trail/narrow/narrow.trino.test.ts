import { setImmediate } from 'node:timers/promises';
import { compileEngine, loadRuleSet, type SigmaRule } from '../../../sigma';
import { createRandom } from '../../../sigma/fuzz/random';
import { trinoRows } from '../../../../tests/trino/server';
import { quotedTable } from '../sql/tableName';
import { fieldsOf } from '../table/fieldsOf';
import { trailRule } from '../testing/randomTrail';
import { manyEvents, trinoRecords, trinoTrail, type TrailEvent } from '../testing/trinoTrail';
import { ruleTerm } from './ruleTerm';
import { printTerm, termSize } from './term';

const EVENTS = Number(process.env.SIGTRAIL_EVENTS ?? 20_000);
const RULES = Number(process.env.SIGTRAIL_RULES ?? 2_000);
const seed = Number(process.env.SIGTRAIL_SEED ?? Date.now() % 1_000_000);
/** Tests of one statement: an engine takes a few hundred. */
const TESTS = 150;

function makeRules(events: readonly TrailEvent[]): readonly SigmaRule[] {
  const random = createRandom(seed + 1);
  // Some are not valid.
  const texts = Array.from({ length: Math.ceil(RULES * 1.2) }, (_, id) => trailRule(random, id, events));
  const { rules } = loadRuleSet(texts.map((text, index) => ({ file: `${index}.yml`, text })));
  expect(rules.length).toBeGreaterThanOrEqual(RULES);
  return rules.slice(0, RULES);
}

/** Rules in parts, each of as many tests as one statement takes. */
function* parts(sizes: readonly number[]): Generator<readonly [from: number, to: number]> {
  let from = 0;
  let size = 0;
  for (const [index, one] of sizes.entries()) {
    size += one;
    if (size > TESTS || index - from >= 60) {
      yield [from, index];
      [from, size] = [index, one];
    }
  }
  yield [from, sizes.length];
}

it(`loses no match of ${RULES} rules on ${EVENTS} events (SIGTRAIL_SEED=${seed})`, async () => {
  const events = manyEvents(createRandom(seed), EVENTS);
  const rules = makeRules(events);
  const table = await trinoTrail('narrow', events);
  const records = await trinoRecords(table);
  expect(records.size).toBe(events.length);
  const engine = compileEngine(rules);
  const matched: Array<ReadonlySet<number>> = [];
  for (const event of events) {
    // Connections that Trino has closed meanwhile are noticed between the events.
    if (matched.length % 100 === 0) {
      await setImmediate();
    }
    matched.push(new Set(engine.match(event)));
  }
  const single = rules.map((rule) => compileEngine([rule]));
  /** What the engine, which decides in the end, says of the event as the table shows it. */
  const matchesRecord = (rule: number, id: string): boolean =>
    (single[rule]?.match(JSON.parse(records.get(id) ?? '{}')).length ?? 0) > 0;

  const terms = rules.map((rule) => ruleTerm(rule, table));
  const lost: Array<{ rule: number; id: string }> = [];
  const unseen = new Map<string, number>();
  const count = { candidates: 0, matches: matched.reduce((sum, { size }) => sum + size, 0), unseen: 0 };
  for (const [from, to] of parts(terms.map(termSize))) {
    const bits = terms.slice(from, to).map((term) => `IF(${printTerm(term)}, '1', '0')`);
    const rows = await trinoRows(`SELECT "eventid", ${["''", ...bits].join(' || ')} FROM ${quotedTable(table.name)}`);
    expect(rows).toHaveLength(events.length);
    for (const [id, flags] of rows as Array<[string, string]>) {
      const number = Number(id.replace('event-', ''));
      for (let rule = from; rule < to; rule++) {
        if (flags[rule - from] === '1') {
          count.candidates++;
          continue;
        }
        const isMatch = matched[number]?.has(rule) ?? false;
        // Records that differ from their events may match more: of those some are tried.
        if ((isMatch || (number + rule) % 50 === 0) && matchesRecord(rule, id)) {
          lost.push({ rule, id });
        } else if (isMatch) {
          count.unseen++;
          const fields = [...fieldsOf(rules[rule]?.expression ?? { op: 'constant', value: true })].join(', ');
          unseen.set(fields, (unseen.get(fields) ?? 0) + 1);
        }
      }
    }
  }

  const [first] = lost;
  if (first) {
    const term = terms[first.rule];
    throw new Error(
      [
        `seed ${seed}: ${lost.length} lost, the first is ${first.id}:`,
        rules[first.rule]?.body,
        term && printTerm(term),
        JSON.stringify(events.find((event) => event.eventID === first.id)),
        records.get(first.id),
      ].join('\n')
    );
  }
  const pairs = rules.length * events.length;
  const lines = [
    `seed ${seed}: ${rules.length} rules, ${events.length} events: ${count.matches} matches and ${count.candidates} candidates of ${pairs} pairs; ` +
      `${count.unseen} matches that the table does not show:`,
    ...[...unseen]
      .sort(([, a], [, b]) => b - a)
      .slice(0, 20)
      .map(([fields, times]) => `${times} of rules on ${fields}`),
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
  expect(count.matches).toBeGreaterThan(EVENTS / 10);
  expect(count.candidates).toBeLessThan(pairs * 0.6);
}, 1_800_000);
