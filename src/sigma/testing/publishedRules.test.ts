import { loadRuleSet } from '../collection/loadRuleSet';
import { printRule } from '../print/printRule';
import { brief } from './rules';
import { describeShared, readShared } from './shared';

describeShared('data/sigma-rules', 'published CloudTrail rules', (path) => {
  const sources = readShared(path, '.yml');
  const set = loadRuleSet(sources);
  const errors = set.problems.filter(({ severity }) => severity === 'error');

  it('loads the current ones and refuses the old ones with their reason', () => {
    expect(set.rules).toHaveLength(57);
    const refused = new Map(errors.map(({ file, code }) => [file, code]));
    expect(refused.size).toBe(9);
    expect([...refused.values()].filter((code) => code === 'unresolved-placeholder')).toHaveLength(1);
    expect([...refused.values()].filter((code) => code === 'condition-aggregation')).toHaveLength(7);
    expect([...refused.values()].filter((code) => code === 'timeframe-unsupported')).toHaveLength(1);
  });

  it('keeps each text byte for byte', () => {
    for (const rule of set.rules) {
      expect(rule.body).toBe(sources.find(({ file }) => file === rule.source.file)?.text);
    }
  });

  it('prints each so that it is the same rule', () => {
    for (const rule of set.rules) {
      const again = loadRuleSet([{ file: 'again.yml', text: printRule(rule) }]).rules[0];
      expect(again && brief(again.expression)).toBe(brief(rule.expression));
      expect(again?.description).toBe(rule.description);
    }
  });

  it('loads the placeholder rule once it has values', () => {
    const placeholders = { Legitimate_Countries: ['DE'], Legitimate_IP_Ranges: ['10.*'] };
    expect(loadRuleSet(sources, { placeholders }).rules).toHaveLength(58);
  });
});
