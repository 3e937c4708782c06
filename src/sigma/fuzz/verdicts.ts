import { loadRuleSet } from '../collection/loadRuleSet';
import { columnMatcher } from '../columns/columnMatcher';
import { columnsOf } from '../columns/columnsOf';
import { compileEngine, type Engine } from '../compile/engine';
import { parseEvent } from '../event/parseEvent';
import { explainRule } from '../explain/explainRule';
import type { SigmaRule } from '../types';
import { createRandom } from './random';
import { FIELDS, randomEvent } from './randomEvent';
import { randomRuleText } from './randomRule';

const RULES = 8;
const EVENTS = 25;

export interface VerdictCount {
  /** Pairs of a rule and an event. */
  readonly pairs: number;
  readonly matches: number;
}

/**
 * Compares what the indexed engine, the naive one, the explanation and the columns say of random rules and events, given
 * as objects, as text and as a block.
 *
 * @throws Error that names rule and event, where two differ
 */
export function compareVerdicts(seed: number): VerdictCount {
  const random = createRandom(seed);
  const bodies = Array.from({ length: RULES }, (_, id) => randomRuleText(random, id));
  const { rules } = loadRuleSet(bodies.map((text, index) => ({ file: `${index}.yml`, text })));
  const fast = compileEngine(rules);
  const naive = compileEngine(rules, { naive: true });
  let matches = 0;
  const verdicts: Array<{ text: string; expected: readonly number[] }> = [];
  for (let count = 0; count < EVENTS; count++) {
    const text = JSON.stringify(randomEvent(random));
    const event: unknown = JSON.parse(text);
    const expected = naive.match(event);
    const found = {
      index: fast.match(event),
      text: fast.matchText(text).matches,
      explanation: rules.flatMap((rule, at) => (explainRule(rule, event).matched ? [at] : [])),
    };
    for (const [by, at] of Object.entries(found)) {
      compare(seed, by, rules, text, at, expected);
    }
    verdicts.push({ text, expected });
    matches += expected.length;
  }
  const texts = verdicts.map(({ text }) => text);
  const found = matchesOfBlock(
    fast,
    texts,
    FIELDS.filter(() => random.chance(0.6))
  );
  verdicts.forEach(({ text, expected }, row) => compare(seed, 'columns', rules, text, found[row], expected));
  return { pairs: rules.length * EVENTS, matches };
}

/** Matches by row, by way of columns of some of the fields. */
function matchesOfBlock(engine: Engine, texts: readonly string[], fields: readonly string[]): number[][] {
  const columns = columnsOf(
    texts.map((text) => parseEvent(text) as object),
    fields
  );
  const { rows, rules } = columnMatcher(engine).match(columns, (wanted) => wanted.map((row) => texts[row]));
  const found = texts.map((): number[] => []);
  rows.forEach((row, index) => found[row].push(rules[index]));
  return found;
}

function compare(
  seed: number,
  by: string,
  rules: readonly SigmaRule[],
  text: string,
  at: readonly number[],
  expected: readonly number[]
): void {
  if (at.join() !== expected.join()) {
    const different = rules.filter((_, index) => at.includes(index) !== expected.includes(index));
    throw new Error(
      `seed ${seed}: ${by} differs from the naive engine on ${text}:\n${different.map(({ body }) => body).join('---\n')}`
    );
  }
}
