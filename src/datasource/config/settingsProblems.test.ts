import type { SigtrailJsonData } from '../../contract/settings';
import { iamPolicies } from './iamPolicy';
import { settingsHints, settingsProblems } from './settingsProblems';

const ROLE = 'arn:aws:iam::123456789012:role/audit/Reader';

it.each([
  [{ regions: ['eu-central-1', 'Frankfurt'] }, 'regions', /"Frankfurt" is no AWS region/],
  [{ defaultRegion: 'here' }, 'defaultRegion', /no AWS region/],
  [{ assumeRoleArn: 'role' }, 'assumeRoleArn', /arn:aws:iam::123456789012:role/],
  [
    { accounts: [{ assumeRoleArn: ROLE }, { assumeRoleArn: '' }] },
    'accounts[1].assumeRoleArn',
    /or remove the account/,
  ],
  [{ accounts: [{ assumeRoleArn: 'arn:aws:iam::1:user/x' }] }, 'accounts[0].assumeRoleArn', /role ARN/],
  [{ rulePaths: ['/etc/sigma', 'rules'] }, 'rulePaths', /"rules" is none/],
  [{ storePath: 'data' }, 'storePath', /absolute/],
  [{ proxyType: 'url' }, 'proxyUrl', /Write a URL/],
  [{ proxyType: 'url', proxyUrl: 'socks5://gate:1080' }, 'proxyUrl', /Write a URL/],
  [{ proxyType: 'url', proxyUrl: 'http://me:secret@gate:3128' }, 'proxyUrl', /^Take the user name/],
  [{ requestsPerSecond: 0 }, 'requestsPerSecond', /from 0\.01 to 1000/],
  [{ settleMinutes: -1 }, 'settleMinutes', /from 0 to 1440/],
  [{ retentionDays: Number.NaN }, 'retentionDays', /from 0\.04 to 3650/],
  [{ storeMaxGigabytes: 0 }, 'storeMaxGigabytes', /from 0\.01 to 1000/],
  [{ incompleteAlerts: 'ignore' }, 'incompleteAlerts', /fail or answer/],
  [{ maxEventsPerQuery: 1e9 }, 'maxEventsPerQuery', /to 10000000/],
] as Array<[SigtrailJsonData, string, RegExp]>)('tells what is wrong with %j', (json, setting, message) => {
  const problems = settingsProblems(json);
  expect(Object.keys(problems)).toEqual([setting]);
  expect(problems[setting]).toMatch(message);
});

it('has nothing to say about settings that are right', () => {
  const json: SigtrailJsonData = {
    authType: 'keys',
    defaultRegion: 'us-gov-west-1',
    regions: ['us-gov-west-1', 'us-gov-east-1'],
    accounts: [{ assumeRoleArn: ROLE, externalId: 'x' }],
    rulePaths: ['/etc/sigma', 'C:\\rules', ' '],
    requestsPerSecond: 1.5,
    settleMinutes: 0,
    proxyType: 'url',
    proxyUrl: 'http://gate:3128',
    storeMaxGigabytes: 0.01,
    keepWarm: true,
    incompleteAlerts: 'fail',
  };
  expect(settingsProblems(json)).toEqual({});
  expect(settingsHints(json)).toEqual({});
});

it('hints at what works badly', () => {
  expect(settingsHints({ requestsPerSecond: 5, regions: ['eu-west-1'] })).toEqual({
    requestsPerSecond: expect.stringContaining('throttle'),
    regions: expect.stringContaining('us-east-1'),
    defaultRegion: expect.stringContaining('default region'),
  });
  expect(settingsHints({ defaultRegion: 'x', incompleteAlerts: 'answer' })).toEqual({
    incompleteAlerts: expect.stringContaining('raises no alert'),
  });
  // A stand-in for CloudTrail has limits of its own.
  expect(settingsHints({ requestsPerSecond: 5, endpoint: 'http://127.0.0.1:4580', defaultRegion: 'x' })).toEqual({});
});

describe('iamPolicies', () => {
  const statements = (json: SigtrailJsonData) => iamPolicies(json).map((policy) => JSON.parse(policy.json).Statement);

  it('allows to look events up', () => {
    expect(statements({})).toEqual([
      [{ Sid: 'LookUpEvents', Effect: 'Allow', Action: 'cloudtrail:LookupEvents', Resource: '*' }],
    ]);
  });

  it('allows to assume each role once, and each role to look events up', () => {
    const accounts = [
      { assumeRoleArn: ROLE },
      { assumeRoleArn: ` ${ROLE} ` },
      { assumeRoleArn: '' },
      { assumeRoleArn: 'arn:aws:iam:' },
    ];
    const [credentials, roles] = statements({ accounts });
    expect(credentials.map(({ Action }: { Action: string }) => Action)).toEqual([
      'cloudtrail:LookupEvents',
      'sts:AssumeRole',
    ]);
    expect(credentials[1].Resource).toEqual([ROLE]);
    expect(roles.map(({ Action }: { Action: string }) => Action)).toEqual(['cloudtrail:LookupEvents']);
  });

  it('allows nothing more than assuming where a role looks up for the account itself', () => {
    const [credentials] = statements({ assumeRoleArn: ROLE });
    expect(credentials.map(({ Action }: { Action: string }) => Action)).toEqual(['sts:AssumeRole']);
  });
});
