import { compileEngine, loadRuleSet } from '../../../sigma';
import { createRandom } from '../../../sigma/fuzz/random';
import { awsTable } from '../testing/awsTable';
import { ruleTerm } from './ruleTerm';
import { evaluateTerm } from './testing/evaluateTerm';
import { trailEvent, trailRule } from '../testing/randomTrail';
import { rulesOf, sel } from './testing/ruleSets';
import { tableRow } from './testing/tableRow';

const table = awsTable();

it('lets each event through that the rule matches', () => {
  let matches = 0;
  let passed = 0;
  let pairs = 0;
  for (let seed = 1; seed <= 60; seed++) {
    const random = createRandom(seed);
    const events = Array.from({ length: 40 }, () => trailEvent(random));
    const texts = Array.from({ length: 25 }, (_, id) => trailRule(random, id, events));
    const { rules } = loadRuleSet(texts.map((text, index) => ({ file: `${index}.yml`, text })));
    const engine = compileEngine(rules, { naive: true });
    const terms = rules.map((rule) => ruleTerm(rule, table));
    for (const event of events) {
      const row = tableRow(table, event);
      const matched = new Set(engine.match(event));
      terms.forEach((term, index) => {
        const lets = evaluateTerm(term, row) === true;
        pairs++;
        passed += lets ? 1 : 0;
        matches += matched.has(index) ? 1 : 0;
        if (matched.has(index) && !lets) {
          throw new Error(
            `seed ${seed}: lost ${JSON.stringify(event)}\n${rules[index]?.body ?? ''}\n${JSON.stringify(term)}`
          );
        }
      });
    }
  }
  // It must be a test of something: rules match, and most of what they do not match is left out.
  expect(matches).toBeGreaterThan(pairs / 50);
  expect(passed).toBeLessThan(pairs * 0.75);
});

it.each(['1000', "'1000'", "'*00'", "'10*'", "'1?00'"])('finds %s in JSON that has 1000 as 1E+3', (value) => {
  const [rule] = rulesOf(sel(`{ requestParameters.n: ${value} }`));
  const event = { requestParameters: { n: 1000 } };
  expect(rule && compileEngine([rule]).match(event)).toEqual([0]);
  expect(rule && evaluateTerm(ruleTerm(rule, table), tableRow(table, event))).toBe(true);
});
