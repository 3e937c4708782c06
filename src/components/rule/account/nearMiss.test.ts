import { explainRule, loadRuleSet } from '../../../sigma';
import { nearMiss } from './nearMiss';

const { rules } = loadRuleSet([
  {
    file: 'a.yml',
    text: `title: Users
logsource: { product: aws, service: cloudtrail }
detection:
  selection:
    eventSource: iam.amazonaws.com
    eventName: [CreateUser, DeleteUser]
  failed:
    errorCode: AccessDenied
  filter_terraform:
    userAgent|contains: terraform
    userIdentity.type: AssumedRole
  filter_aws:
    - sourceIPAddress: AWS Internal
    - userIdentity.invokedBy|exists: true
  condition: selection and not failed and not 1 of filter_*
---
title: Single
logsource: { product: aws, service: cloudtrail }
detection:
  selection: { eventName: CreateUser }
  filter: { sourceIPAddress: AWS Internal }
  condition: selection and not filter
`,
  },
]);
const found = (event: Record<string, unknown>, rule = rules[0]) => {
  const miss = nearMiss(explainRule(rule, event).tree);
  return miss && [miss.kind, miss.detection, miss.predicates.map(({ label }) => label)];
};
const CREATED = { eventSource: 'iam.amazonaws.com', eventName: 'CreateUser' };

describe('what alone held a rule back', () => {
  it.each([
    ['the rule matches', CREATED, undefined],
    [
      'a predicate does not hold',
      { ...CREATED, eventSource: 'sso.amazonaws.com' },
      ['predicate', 'selection', ['eventSource eq "iam.amazonaws.com"']],
    ],
    [
      'none of several values fits: any would do',
      { ...CREATED, eventName: 'GetUser' },
      ['predicate', 'selection', ['eventName eq "CreateUser"', 'eventName eq "DeleteUser"']],
    ],
    [
      'a single exclusion',
      { ...CREATED, errorCode: 'AccessDenied' },
      ['exclusion', 'failed', ['errorCode eq "AccessDenied"']],
    ],
    [
      'an exclusion of two predicates: either lifts it',
      { ...CREATED, userAgent: 'terraform/1', userIdentity: { type: 'AssumedRole' } },
      ['exclusion', 'filter_terraform', ['userAgent contains "terraform"', 'userIdentity.type eq "AssumedRole"']],
    ],
    [
      'an exclusion with alternatives that both fit',
      { ...CREATED, sourceIPAddress: 'AWS Internal', userIdentity: { invokedBy: 'x' } },
      ['exclusion', 'filter_aws', ['sourceIPAddress eq "AWS Internal"', 'userIdentity.invokedBy exists true']],
    ],
    ['two exclusions', { ...CREATED, sourceIPAddress: 'AWS Internal', errorCode: 'AccessDenied' }, undefined],
    ['an exclusion and a predicate', { eventName: 'CreateUser', errorCode: 'AccessDenied' }, undefined],
    ['nothing fits', {}, undefined],
  ])('%s', (_, event, expected) => {
    expect(found(event)).toEqual(expected);
  });

  it('is nothing where a rule looks for one thing and the event has it not', () => {
    const [, single] = rules;
    expect(found({ sourceIPAddress: 'AWS Internal' }, single)).toBeUndefined();
    expect(found({ eventName: 'GetUser' }, single)).toBeUndefined();
    expect(found({ eventName: 'CreateUser', sourceIPAddress: 'AWS Internal' }, single)).toEqual([
      'exclusion',
      'filter',
      ['sourceIPAddress eq "AWS Internal"'],
    ]);
  });
});
