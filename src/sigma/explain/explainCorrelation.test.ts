import { loadRuleSet } from '../collection/loadRuleSet';
import { explainCorrelation } from './explainCorrelation';

const RULES = `title: Failed sign-in
name: failed
logsource: {product: aws, service: cloudtrail}
detection: {selection: {eventName: ConsoleLogin, errorCode: Failed}, condition: selection}
---
title: Key created
name: key
logsource: {product: aws, service: cloudtrail}
detection: {selection: {eventName: CreateAccessKey}, condition: selection}
`;

function explain(correlations: string, event: object) {
  const set = loadRuleSet([
    { file: 'r.yml', text: RULES },
    { file: 'c.yml', text: correlations },
  ]);
  const last = set.correlations.at(-1);
  if (!last) {
    throw new Error('The correlation did not load.');
  }
  return explainCorrelation(set, last, event);
}

const COUNT = `title: Many
name: many
correlation:
  type: value_count
  rules: [failed, key]
  group-by: [user]
  aliases: {user: {failed: userIdentity.userName, key: requestParameters.userName}}
  timespan: 10m
  condition: {field: sourceIPAddress, gte: 3}
`;

describe('why a correlation counts an event, or not', () => {
  it('names the rule that lets it in and the group, by the names that this rule has for its fields', () => {
    const event = { eventName: 'CreateAccessKey', sourceIPAddress: '1', requestParameters: { userName: 'ana' } };
    const { matched, summary, tree } = explain(COUNT, event);
    expect([matched, summary]).toEqual([true, 'The correlation counts the event: Key created matches, for user ana.']);
    expect(tree.children?.map(({ label, matched }) => [label, matched])).toEqual([
      ['Failed sign-in', false],
      ['Key created', true],
    ]);
  });

  it('tells a group without its field', () => {
    expect(explain(COUNT, { eventName: 'CreateAccessKey', sourceIPAddress: '1' }).summary).toContain('for no user.');
  });

  it('says that there is no value that could count', () => {
    const { matched, summary, tree } = explain(COUNT, { eventName: 'CreateAccessKey' });
    expect(matched).toBe(false);
    expect(summary).toContain('Failed sign-in: The rule does not match');
    expect(tree.children?.[1]).toMatchObject({
      matched: false,
      reason: 'Key created matches, but sourceIPAddress has no value that could count.',
      children: [{ matched: true }, { matched: false, label: 'sourceIPAddress' }],
    });
  });

  it('says what holds its rules back, each by its own condition', () => {
    const { matched, summary, tree } = explain(COUNT, { eventName: 'ConsoleLogin' });
    expect(matched).toBe(false);
    expect(summary).toContain('errorCode is missing');
    expect(tree.children?.[0]?.children?.[0]).toMatchObject({ matched: false });
  });

  it('goes through correlations of correlations', () => {
    const chain = `${COUNT}---
title: Chain
name: chain
correlation: {type: temporal, rules: [many, key], group-by: [user], timespan: 1h}
`;
    const userIdentity = { userName: 'ana' };
    const event = { eventName: 'ConsoleLogin', errorCode: 'Failed', sourceIPAddress: '1', userIdentity };
    const { matched, tree, summary } = explain(chain, event);
    expect(matched).toBe(true);
    expect(summary).toContain('Many counts it, for user ana, and lets it in once that reports.');
    expect(tree.children?.[0]).toMatchObject({ label: 'Many: value_count', matched: true });
    expect(tree.children?.[0]?.children).toHaveLength(2);
  });
});
