import { parseTrailUrl } from './trailUrl';

const TABLE = { catalog: 'hive', schema: 'default', table: 'cloudtrail_logs' };

describe('the URL of a trail', () => {
  it('names a Trino: plain HTTP to this machine, TLS to any other', () => {
    expect(parseTrailUrl('trino://ana@127.0.0.1:8080/hive/default/cloudtrail_logs', {})).toEqual({
      engine: 'trino',
      table: TABLE,
      region: '',
      url: 'http://127.0.0.1:8080',
      user: 'ana',
    });
    for (const [host, scheme] of [
      ['localhost:1', 'http'],
      ['[::1]:1', 'http'],
      ['trino.example.com:8443', 'https'],
      ['127.0.0.1.example.com:1', 'https'],
      ['10.0.0.1:8080', 'https'],
    ]) {
      const { url } = parseTrailUrl(`trino://${host}/hive/default/cloudtrail_logs`, {});
      expect(url).toBe(`${scheme}://${host}`);
    }
  });

  it('names a table of Athena', () => {
    const url = 'athena://eu-central-1/AwsDataCatalog/logs/cloudtrail?workgroup=security&output=s3://results/x/';
    expect(parseTrailUrl(url, {})).toEqual({
      engine: 'athena',
      table: { catalog: 'AwsDataCatalog', schema: 'logs', table: 'cloudtrail' },
      region: 'eu-central-1',
      workgroup: 'security',
      outputLocation: 's3://results/x/',
    });
  });

  it('takes names with dots, spaces and quotes in them', () => {
    const { table } = parseTrailUrl('trino://localhost:1/hive/my%20db/a.b%22c', {});
    expect(table).toEqual({ catalog: 'hive', schema: 'my db', table: 'a.b"c' });
  });

  it('takes the secret from the environment, never from the URL', () => {
    const text = 'trino://ana@trino.example.com:8443/hive/default/cloudtrail_logs';
    expect(parseTrailUrl(text, { SIGTRAIL_TRAIL_PASSWORD: 'swordfish' })).toMatchObject({ password: 'swordfish' });
    expect(parseTrailUrl(text, { SIGTRAIL_TRAIL_TOKEN: 'eyJ0' })).toMatchObject({ token: 'eyJ0' });
    const refused = () => parseTrailUrl('trino://ana:swordfish@trino.example.com:8443/hive/default/t', {});
    expect(refused).toThrow(/SIGTRAIL_TRAIL_PASSWORD/);
    expect(refused).not.toThrow(/swordfish/);
  });

  it.each([
    '',
    'hive.default.t',
    'http://localhost/hive/default/t',
    'trino://localhost/hive/t',
    'athena://eu-west-1/a/b/',
  ])('says what to write instead of "%s"', (text) => {
    expect(() => parseTrailUrl(text, {})).toThrow(/trino:\/\/USER@HOST/);
  });
});
