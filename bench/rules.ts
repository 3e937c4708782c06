import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { checkRules } from '../src/catalogue';
import { checkRuleSet, compileEngine, loadRuleSet, type RuleSource } from '../src/sigma';

/** What loading rules costs, and what an editor does at each key press. Arguments: folders of rules, then a file of events. */
const RUNS = 9;

function median(run: () => void): number {
  const times = Array.from({ length: RUNS }, () => {
    const began = performance.now();
    run();
    return performance.now() - began;
  });
  return times.sort((a, b) => a - b)[RUNS >> 1];
}

function first(run: () => void): number {
  const began = performance.now();
  run();
  return performance.now() - began;
}

function sources(folder: string): RuleSource[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.yml'))
    .map((name) => ({ file: name, text: readFileSync(join(folder, name), 'utf8') }));
}

const [many, one, events] = process.argv.slice(2);
const all = sources(many);
const load = (): void => void compileEngine(loadRuleSet(all).rules);
console.log(
  `load and compile ${all.length} rules: ${first(load).toFixed(0)} ms the first time, ${median(load).toFixed(0)} ms then`
);

const rule = { file: 'rule.yml', text: readFileSync(one, 'utf8') };
const records = readFileSync(events, 'utf8')
  .split('\n')
  .filter(Boolean)
  .slice(0, 1000)
  .map((line) => JSON.parse(line) as object);
const press = (): void => {
  const set = loadRuleSet([rule]);
  checkRuleSet(set);
  checkRules(set);
  const { match } = compileEngine(set.rules);
  records.forEach((record) => match(record));
};
console.log(
  `check one rule, compile it, run it over ${records.length} records: ${first(press).toFixed(1)} ms the first time, ${median(press).toFixed(1)} ms then`
);
