import { explainRule, loadRuleSet } from '../../sigma';
import { nearExclusions } from './nearExclusions';

const [rule] = loadRuleSet([
  {
    file: 'a.yml',
    text: `title: Users
logsource: { product: aws, service: cloudtrail }
detection:
  selection: { eventName: CreateUser }
  failed: { errorCode: AccessDenied }
  filter_terraform: { userAgent|contains: terraform, userIdentity.type: AssumedRole, awsRegion: us-east-1 }
  filter_aws:
    - sourceIPAddress: AWS Internal
    - userIdentity.invokedBy|exists: true
  condition: selection and not failed and not 1 of filter_*
`,
  },
]).rules;
const near = (event: object) =>
  nearExclusions(explainRule(rule, { eventName: 'CreateUser', ...event }).tree).map(
    ({ label, holds, changes, met, missing }) => [label, holds, changes, met.length, missing.length]
  );

describe('the exclusions of a rule', () => {
  it('come with how much of them an event has, the nearest first', () => {
    expect(near({ userAgent: 'terraform/1', awsRegion: 'us-east-1' })).toEqual([
      ['filter_terraform', false, 1, 2, 1],
      ['failed', false, 1, 0, 1],
      ['filter_aws', false, 1, 0, 2],
    ]);
    expect(near({})).toEqual([
      ['failed', false, 1, 0, 1],
      ['filter_aws', false, 1, 0, 2],
      ['filter_terraform', false, 3, 0, 3],
    ]);
  });

  it('are first where they hold', () => {
    expect(near({ sourceIPAddress: 'AWS Internal' })[0]).toEqual(['filter_aws', true, 0, 1, 1]);
  });
});
