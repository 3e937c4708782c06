import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { attackTags, buildCatalogue } from '../src/catalogue';
import { bundledRules } from '../src/catalogue/bundled';
import { runTestFile } from '../src/cli/test/command';
import { parseTestFile } from '../src/cli/test/testFile';
import { checkRuleSet, compileEngine, loadRuleSet } from '../src/sigma';

const ruleSet = loadRuleSet(bundledRules.map((rule) => ({ ...rule, origin: 'bundled' })));

describe('bundled rules', () => {
  it('load and pass the checks; tags are of the ATT&CK release', () => {
    expect(ruleSet.rules).toHaveLength(bundledRules.length);
    const problems = [...ruleSet.problems, ...checkRuleSet(ruleSet, { attack: attackTags() })];
    expect(problems.filter(({ severity }) => severity !== 'info')).toEqual([]);
  });

  it('can all be seen through LookupEvents', () => {
    expect(
      buildCatalogue(ruleSet)
        .summaries({})
        .filter(({ visible }) => !visible)
    ).toEqual([]);
  });
});

describe.each(bundledRules.map(({ file }) => file))('%s', (file) => {
  const testFile = join(__dirname, file.replace(/\.yml$/, '.test.yml'));

  it('passes its tests', async () => {
    const { results, error } = await runTestFile(testFile);
    expect({ error, failed: results.filter(({ passed }) => !passed) }).toEqual({ error: undefined, failed: [] });
  });

  it('has a test that matches, with the severity, and one that does not', () => {
    const { tests } = parseTestFile(readFileSync(testFile, 'utf8'));
    expect(tests.some(({ match, severity }) => match && severity !== undefined)).toBe(true);
    expect(tests.some(({ match }) => !match)).toBe(true);
  });

  it('is the only rule that matches the events that it is for', () => {
    const engine = compileEngine(ruleSet.rules);
    const { tests } = parseTestFile(readFileSync(testFile, 'utf8'));
    for (const { events } of tests.filter(({ match }) => match)) {
      const fired = events.flatMap(({ event }) => engine.match(event)).map((at) => engine.rules[at]?.source.file);
      expect(fired).toEqual([file]);
    }
  });
});
