import { loadRuleSet } from '../collection/loadRuleSet';
import { compileEngine } from '../compile/engine';
import { explainRule } from '../explain/explainRule';
import { createRandom } from './random';
import { randomEvent } from './randomEvent';
import { randomRuleText } from './randomRule';

const RULES = 8;
const EVENTS = 25;

export interface VerdictCount {
  /** Pairs of a rule and an event. */
  readonly pairs: number;
  readonly matches: number;
}

/**
 * Compares what the indexed engine, the naive one and the explanation say of random rules and events, given as objects and as text.
 *
 * @throws Error that names rule and event, where two differ
 */
export function compareVerdicts(seed: number): VerdictCount {
  const random = createRandom(seed);
  const texts = Array.from({ length: RULES }, (_, id) => randomRuleText(random, id));
  const { rules } = loadRuleSet(texts.map((text, index) => ({ file: `${index}.yml`, text })));
  const fast = compileEngine(rules);
  const naive = compileEngine(rules, { naive: true });
  let matches = 0;
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
      if (at.join() !== expected.join()) {
        const different = rules.filter((_, index) => at.includes(index) !== expected.includes(index));
        throw new Error(
          `seed ${seed}: ${by} differs from the naive engine on ${text}:\n${different.map(({ body }) => body).join('---\n')}`
        );
      }
    }
    matches += expected.length;
  }
  return { pairs: rules.length * EVENTS, matches };
}
