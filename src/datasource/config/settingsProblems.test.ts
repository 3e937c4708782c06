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
  [{ trail: { table: 'a.b.c' } }, 'trail.engine', /athena or trino/],
  [{ trail: { engine: 'athena', region: 'eu-west-1' } }, 'trail.table', /catalog\.schema\.table/],
  [{ trail: { engine: 'athena', region: 'eu-west-1', table: 'one' } }, 'trail.table', /^"one" is no name/],
  [{ trail: { engine: 'athena', table: 'a.b' } }, 'trail.region', /region that Athena is in/],
  [{ trail: { engine: 'athena', table: 'a.b', region: 'Paris' } }, 'trail.region', /region that Athena is in/],
  [
    { defaultRegion: 'eu-west-1', trail: { engine: 'athena', table: 'a.b', outputLocation: 'my-bucket' } },
    'trail.outputLocation',
    /s3:\/\/my-bucket/,
  ],
  [{ trail: { engine: 'trino', table: 'a.b.c' } }, 'trail.url', /^Write Trino’s URL/],
  [{ trail: { engine: 'trino', table: 'a.b.c', url: 'http://trino.example.com' } }, 'trail.url', /^Plain HTTP goes to/],
  [{ trail: { engine: 'trino', table: 'a.b.c', url: 'https://me:x@trino' } }, 'trail.url', /holds a user/],
  [{ trail: { engine: 'trino', table: 'a.b.c', url: 'https://trino/ui' } }, 'trail.url', /ends after the port/],
  [
    { trail: { engine: 'trino', table: 'a.b.c', url: 'https://trino', maxScannedBytesPerDay: -1 } },
    'trail.maxScannedBytesPerDay',
    /not negative/,
  ],
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
    trail: { engine: 'trino', table: 'hive."my db".trail', url: 'http://127.0.0.1:8080', maxScannedBytesPerDay: 5e12 },
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

  describe('for a trail that Athena reads', () => {
    const trail = {
      engine: 'athena',
      table: 'AwsDataCatalog.logs.trail',
      region: 'cn-north-1',
      workgroup: 'audit',
      outputLocation: 's3://results/athena/',
    } as const;
    const sids = (statement: Array<{ Sid: string }>) => statement.map(({ Sid }) => Sid);

    it('allows to run statements, to read the table and the trail, and to write results, and no more than that', () => {
      const [[lookup, ...more]] = statements({ trail });
      expect(lookup.Sid).toBe('LookUpEvents');
      expect(sids(more)).toEqual(['RunStatements', 'FindTable', 'ReadTrail', 'WriteResults', 'OpenEncrypted']);
      expect(more[0]).toMatchObject({
        Action: expect.arrayContaining(['athena:StartQueryExecution', 'athena:GetTableMetadata']),
        Resource: [
          'arn:aws-cn:athena:cn-north-1:*:workgroup/audit',
          'arn:aws-cn:athena:cn-north-1:*:datacatalog/AwsDataCatalog',
        ],
      });
      expect(more[1].Resource).toContain('arn:aws-cn:glue:cn-north-1:*:table/logs/trail');
      expect(more[2].Action).not.toContain('s3:PutObject');
      expect(more[3].Resource).toEqual(['arn:aws-cn:s3:::results', 'arn:aws-cn:s3:::results/athena/*']);
      expect(more[4].Condition.StringLike['kms:ViaService']).toBe('s3.cn-north-1.amazonaws.com.cn');
    });

    it('allows it to the role of the account itself, and not to those of further accounts', () => {
      const other = ROLE.replace('Reader', 'Other');
      const own = iamPolicies({ trail, assumeRoleArn: ROLE, accounts: [{ assumeRoleArn: other }] });
      expect(own.map(({ title }) => title)).toEqual([
        'For the credentials',
        'For each role that is assumed',
        'For the role of the account itself, to read the trail',
      ]);
      expect(own.map(({ json }) => json.includes('athena:'))).toEqual([false, false, true]);
      const further = iamPolicies({ trail, accounts: [{ assumeRoleArn: other }] });
      expect(further.map(({ json }) => json.includes('athena:'))).toEqual([true, false]);
    });

    it('allows nothing of it where a Trino reads the trail', () => {
      expect(sids(statements({ trail: { ...trail, engine: 'trino' } })[0])).toEqual(['LookUpEvents']);
    });
  });

  it('allows nothing more than assuming where a role looks up for the account itself', () => {
    const [credentials] = statements({ assumeRoleArn: ROLE });
    expect(credentials.map(({ Action }: { Action: string }) => Action)).toEqual(['sts:AssumeRole']);
  });
});
