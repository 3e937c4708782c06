import { attackTags, buildCatalogue } from '../src/catalogue';
import { bundledRules } from '../src/catalogue/bundled';
import { checkRuleSet, compileEngine, loadRuleSet } from '../src/sigma';

const ruleSet = loadRuleSet(bundledRules.map((rule) => ({ ...rule, origin: 'bundled' })));
const engine = compileEngine(ruleSet.rules);
const titles = (event: object) => engine.matchText(JSON.stringify(event)).matches.map((at) => ruleSet.rules[at]?.title);

const iam = { eventSource: 'iam.amazonaws.com' };
const ingress = (cidrIp: string) => ({
  eventSource: 'ec2.amazonaws.com',
  eventName: 'AuthorizeSecurityGroupIngress',
  requestParameters: { ipPermissions: { items: [{ ipRanges: { items: [{ cidrIp }] } }] } },
});
const attach = (policyArn: string) => ({ ...iam, eventName: 'AttachRolePolicy', requestParameters: { policyArn } });
const trust = (principal: unknown) => ({
  ...iam,
  eventName: 'UpdateAssumeRolePolicy',
  requestParameters: { policyDocument: JSON.stringify({ Statement: [{ Principal: principal }] }) },
});
const newKey = (userName: string) => ({
  ...iam,
  eventName: 'CreateAccessKey',
  userIdentity: { userName: 'alice' },
  requestParameters: { userName },
});
const snapshot = (item: object) => ({
  eventSource: 'ec2.amazonaws.com',
  eventName: 'ModifySnapshotAttribute',
  requestParameters: { createVolumePermission: { add: { items: [item] } } },
});
const signIn = (ConsoleLogin: string) => ({
  eventSource: 'signin.amazonaws.com',
  eventName: 'ConsoleLogin',
  userIdentity: { type: 'Root' },
  responseElements: { ConsoleLogin },
});
const logGroup = { eventSource: 'logs.amazonaws.com', eventName: 'DeleteLogGroup' };
const imds = {
  userIdentity: { arn: 'arn:aws:sts::111122223333:assumed-role/aws:ec2-instance/i-1' },
  eventName: 'ListBuckets',
};
const stop = { eventSource: 'cloudtrail.amazonaws.com', eventName: 'StopLogging' };
const deletion = { eventSource: 'kms.amazonaws.com', eventName: 'ScheduleKeyDeletion' };
const mfa = { ...iam, eventName: 'DeactivateMFADevice' };
const denied = { errorCode: 'AccessDenied' };

/** Title, an event that the rule is about, and one like it that it is not about. */
const cases: Array<[title: string, yes: object, no: object]> = [
  [
    'Administrator Policy Attached To An Identity',
    attach('arn:aws:iam::aws:policy/AdministratorAccess'),
    attach('arn:aws:iam::aws:policy/ReadOnlyAccess'),
  ],
  ['Access Key Created For Another User', newKey('bob'), newKey('alice')],
  ['MFA Device Removed From A User', mfa, { ...mfa, ...denied }],
  [
    'Role Trust Policy Opened To Every Principal',
    trust({ AWS: '*' }),
    trust({ AWS: 'arn:aws:iam::111122223333:root' }),
  ],
  ['Trail Logging Stopped Or Trail Deleted', stop, { ...stop, ...denied }],
  ['Log Group Deleted', logGroup, { ...logGroup, userIdentity: { invokedBy: 'cloudformation.amazonaws.com' } }],
  ['Security Group Opened To The Whole Internet', ingress('0.0.0.0/0'), ingress('10.0.0.0/8')],
  ['EBS Snapshot Made Public', snapshot({ group: 'all' }), snapshot({ userId: '111122223333' })],
  ['KMS Key Scheduled For Deletion', deletion, { ...deletion, ...denied }],
  ['Root User Signed In To The Console', signIn('Success'), signIn('Failure')],
  [
    'Malicious Usage Of IMDS Credentials Outside Of AWS Infrastructure',
    imds,
    { ...imds, sourceIPAddress: 'AWS Internal' },
  ],
];

describe('bundled rules', () => {
  it('load and pass the checks; tags are of the ATT&CK release', () => {
    const problems = [...ruleSet.problems, ...checkRuleSet(ruleSet, { attack: attackTags() })];
    expect(problems.filter(({ severity }) => severity !== 'info')).toEqual([]);
  });
  it('are each tested below', () => {
    expect(ruleSet.rules.map(({ title }) => title).sort()).toEqual(cases.map(([title]) => title).sort());
  });
  it('can all be seen through LookupEvents', () => {
    expect(
      buildCatalogue(ruleSet)
        .summaries({})
        .filter(({ visible }) => !visible)
    ).toEqual([]);
  });
  it.each(cases)('%s', (title, yes, no) => {
    expect(titles(yes)).toContain(title);
    expect(titles(no)).not.toContain(title);
  });
});
