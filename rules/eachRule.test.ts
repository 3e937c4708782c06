import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { attackTags, buildCatalogue } from '../src/catalogue';
import { bundledRules } from '../src/catalogue/bundled';
import { runTestFile } from '../src/cli/test/command';
import { parseTestFile } from '../src/cli/test/testFile';
import { checkRuleSet, compileEngine, correlator, loadRuleSet, quietRules } from '../src/sigma';

const ruleSet = loadRuleSet(bundledRules.map((rule) => ({ ...rule, origin: 'bundled' })));
const quiet = quietRules(ruleSet.correlations);
/** Those that raise something; the others are parts of correlations. */
const raising = [...ruleSet.rules, ...ruleSet.correlations].filter(({ key }) => !quiet.has(key));
const engine = compileEngine(ruleSet.rules);

/** Files of the rules and correlations that a stream of events raises. */
function raisedBy(events: ReadonlyArray<{ readonly event: object; readonly timeMs: number }>): string[] {
  const stream = correlator(ruleSet);
  const keys = events.flatMap(({ event, timeMs }) => {
    const matches = engine.match(event);
    const hits = stream.feed(event, timeMs, matches).map(({ correlation }) => correlation);
    return [...matches.map((at) => ruleSet.rules[at]?.key), ...hits];
  });
  return raising.filter(({ key }) => keys.includes(key)).map(({ source }) => source.file);
}

describe('bundled rules', () => {
  it('load and pass the checks; tags are of the ATT&CK release', () => {
    expect(raising.map(({ source }) => source.file).sort()).toEqual(bundledRules.map(({ file }) => file).sort());
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

it('are at least eighty of our own, with no title twice', () => {
  const own = raising.filter(({ author }) => author === 'Sigtrail').map(({ title }) => title);
  expect(own.length).toBeGreaterThanOrEqual(80);
  expect(new Set(own).size).toBe(own.length);
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

  it('is the only one of its kind that the events which it is for raise', () => {
    const { tests } = parseTestFile(readFileSync(testFile, 'utf8'));
    // Events of a correlation may well be what rules look for one by one.
    const kind = raising.find(({ source }) => source.file === file)?.kind;
    const ofKind = new Set(raising.filter((rule) => rule.kind === kind).map(({ source }) => source.file));
    for (const { events } of tests.filter(({ match }) => match)) {
      expect(raisedBy(events).filter((raised) => ofKind.has(raised))).toEqual([file]);
    }
  });
});

describe.each(raising.filter(({ author }) => author === 'Sigtrail').map((rule) => [rule.title, rule] as const))(
  '%s',
  (_, { description = '', references, falsepositives, tags, level, status, date }) => {
    it('says what it means and what to do, where to read on, and what it is in ATT&CK', () => {
      expect(description.trim().split(/(?<=[.:?]) |\n/).length).toBeGreaterThan(1);
      expect(references.filter((url) => !/^https:\/\/(docs\.aws\.amazon\.com|attack\.mitre\.org)\//.test(url))).toEqual(
        []
      );
      expect(references.length * falsepositives.length).toBeGreaterThan(0);
      expect(tags.some((tag) => /^attack\.t\d{4}/.test(tag))).toBe(true);
      expect({ level, status, date }).toEqual({
        level: expect.stringMatching(/^(low|medium|high|critical)$/),
        status: expect.any(String),
        date: expect.any(String),
      });
    });
  }
);
