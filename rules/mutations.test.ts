import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { bundledRules } from '../src/catalogue/bundled';
import { runTests } from '../src/cli/test/runTests';
import { parseTestFile } from '../src/cli/test/testFile';
import { loadRuleSet } from '../src/sigma';
import { mutations } from './mutations';

let noticed = 0;
let made = 0;
afterAll(() => console.info(`${noticed} of ${made} changes to single predicates of our rules fail a test.`));

it.each(bundledRules.map(({ file }) => file))('%s: a test fails when any predicate is removed', (file) => {
  const text = (name: string) => readFileSync(join(__dirname, name), 'utf8');
  const { tests } = parseTestFile(text(file.replace(/\.yml$/, '.test.yml')));
  const changes = mutations(loadRuleSet([{ file, text: text(file) }]));
  const unnoticed = changes.filter(({ ruleSet }) => runTests(ruleSet, tests).every(({ passed }) => passed));
  made += changes.length;
  noticed += changes.length - unnoticed.length;
  expect(unnoticed.map(({ what }) => what)).toEqual([]);
});
