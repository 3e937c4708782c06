import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { compileEngine, loadRuleSet } from '../src/sigma';
import { editorRound } from './editorRound';

/** What loading rules costs, and the editor's round on Node. Arguments: a folder of rules, a rule, a file of events. */
const RUNS = 9;
const [folder, rule, events] = process.argv.slice(2);
const sources = readdirSync(folder)
  .filter((name) => name.endsWith('.yml'))
  .map((name) => ({ file: name, text: readFileSync(join(folder, name), 'utf8') }));
const load = (): number => {
  const began = performance.now();
  compileEngine(loadRuleSet(sources).rules);
  return performance.now() - began;
};
const first = load();
const median = Array.from({ length: RUNS }, load).sort((a, b) => a - b)[RUNS >> 1];
console.log(
  `load and compile ${sources.length} rules: ${first.toFixed(0)} ms the first time, ${median.toFixed(0)} ms then`
);

const lines = readFileSync(events, 'utf8').split('\n').filter(Boolean).slice(0, 1000);
const round = editorRound(readFileSync(rule, 'utf8'), lines);
console.log(
  `check one rule, compile it, run it over ${lines.length} records, Node: ${round.first.toFixed(1)} ms the first time, ${round.median.toFixed(1)} ms then`
);
