import { loadRuleSet } from '../../sigma';
import { bundledRules } from '../bundled';
import { buildCatalogue } from '../buildCatalogue';

const RULE = '11111111-1111-4111-8111-111111111111';
const CORRELATION = '22222222-2222-4222-8222-222222222222';
const RULES = `title: Key made
id: 11111111-1111-4111-8111-111111111111
name: key_made
logsource: { product: aws, service: cloudtrail }
detection: { selection: { eventName: CreateAccessKey }, condition: selection }
---
title: Keys made
id: 22222222-2222-4222-8222-222222222222
correlation:
  type: event_count
  rules: [key_made]
  group-by: [userIdentity.arn]
  timespan: 1h
  condition: { gte: 3 }
`;
const testsWith = (tests: string) => {
  const catalogue = buildCatalogue(loadRuleSet([{ file: 'a.yml', text: RULES, tests }]));
  return { rule: catalogue.page(RULE)?.tests, correlation: catalogue.page(CORRELATION)?.tests };
};

describe('the tests of a page', () => {
  it('are those that name the rule, or name none and it is the one that alerts', () => {
    expect(
      testsWith(`event: { eventName: CreateAccessKey }
tests:
  - { name: thrice, match: true }
  - { name: once, of: key_made, match: true }
  - { name: another, of: 11111111-1111-4111-8111-111111111111, match: false }
`)
    ).toEqual({
      rule: [
        { name: 'once', expected: true },
        { name: 'another', expected: false },
      ],
      correlation: [{ name: 'thrice', expected: true }],
    });
  });

  it.each([
    'tests: [',
    'tests: 3',
    '- 1',
    '',
    'a: &a 1\ntests: [{name: *a, match: true}]',
    'tests: [3, null, {name: 1}]',
  ])('are none where the file is %j', (text) => {
    expect(testsWith(text)).toEqual({ rule: undefined, correlation: undefined });
  });

  it('come along with every rule file of ours, some that match and some that do not', () => {
    const ruleSet = loadRuleSet(bundledRules);
    const catalogue = buildCatalogue(ruleSet);
    const all = [...ruleSet.rules, ...ruleSet.correlations];
    for (const { file } of bundledRules) {
      const tests = all.flatMap(({ key, source }) => (source.file === file ? (catalogue.page(key)?.tests ?? []) : []));
      expect([file, new Set(tests.map(({ expected }) => expected))]).toEqual([file, new Set([true, false])]);
    }
  });
});
