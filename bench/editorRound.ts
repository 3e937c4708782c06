import { checkRules } from '../src/catalogue';
import { checkRuleSet, compileEngine, loadRuleSet } from '../src/sigma';

const RUNS = 25;

/**
 * What an editor does at each key press: load and check one rule, compile it, run it over records.
 *
 * @returns milliseconds of the first time and the median of those after it
 */
export function editorRound(text: string, lines: readonly string[]): { first: number; median: number } {
  const records = lines.map((line) => JSON.parse(line) as object);
  const round = (): number => {
    const began = performance.now();
    const set = loadRuleSet([{ file: 'rule.yml', text }]);
    checkRuleSet(set);
    checkRules(set);
    const { match } = compileEngine(set.rules);
    records.forEach((record) => match(record));
    return performance.now() - began;
  };
  const first = round();
  const times = Array.from({ length: RUNS }, round).sort((a, b) => a - b);
  return { first, median: times[RUNS >> 1] };
}
