import { parseSettings } from './parseSettings';

const TRINO = { engine: 'trino', table: 'hive.logs.trail', url: 'https://trino.example.com:8443' };

function parse(trail: unknown, secure: Record<string, string> = {}) {
  const { settings, problems } = parseSettings({ authType: 'default', defaultRegion: 'eu-west-1', trail }, secure);
  return { trail: settings.trail, problems: problems.map(({ setting, message }) => `${setting}: ${message}`) };
}

it('takes a trail that Athena reads, in the default region unless it says another', () => {
  expect(parse({ engine: 'athena', table: 'logs.trail', maxScannedBytesPerDay: '5e12' })).toEqual({
    trail: {
      engine: 'athena',
      table: { catalog: 'AwsDataCatalog', schema: 'logs', table: 'trail' },
      region: 'eu-west-1',
      maxScannedBytesPerDay: 5e12,
    },
    problems: [],
  });
});

it('takes a token before a password, and says so', () => {
  const { trail, problems } = parse(TRINO, { trailPassword: 'p', trailToken: 't' });
  expect(trail).toMatchObject({ token: 't' });
  expect(trail).not.toHaveProperty('password');
  expect(problems).toEqual([expect.stringMatching(/^trail\.trailPassword: .*both set/)]);
});

it.each([
  ['nothing', undefined],
  ['a form that was emptied', { engine: '', table: '' }],
])('has no trail with %s', (_what, trail) => {
  expect(parse(trail)).toEqual({ trail: undefined, problems: [] });
});

it.each([
  ['trail.engine', { ...TRINO, engine: 'presto' }, /athena, trino/],
  ['trail.table', { ...TRINO, table: 'trail' }, /no name of a table/],
  ['trail.url', { ...TRINO, url: undefined }, /is not set/],
  ['trail.url', { ...TRINO, url: 'http://trino.example.com:8080' }, /Plain HTTP goes to this machine alone/],
  ['trail.url', { ...TRINO, url: 'https://me:PLANTED@trino.example.com' }, /holds a user or a password/],
  ['trail.url', { ...TRINO, url: 'https://trino.example.com/ui' }, /ends after the port/],
  ['trail.outputLocation', { engine: 'athena', table: 'a.b', outputLocation: 'bucket' }, /S3 location/],
  ['trail.maxScannedBytesPerQuery', { ...TRINO, maxScannedBytesPerQuery: -1 }, /from 0/],
])('scans nothing with a problem in %s: %j', (setting, given, message) => {
  const { trail, problems } = parse(given);
  expect(trail).toBeUndefined();
  expect(problems).toEqual([expect.stringMatching(message)]);
  expect(problems[0]).toMatch(new RegExp(`^${setting}: `));
  expect(problems[0]).not.toContain('PLANTED');
});
