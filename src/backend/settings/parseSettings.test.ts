import { parseSettings } from './parseSettings';

function problems(jsonData: Record<string, unknown>, secure: Record<string, string> = {}): string[] {
  return parseSettings({ defaultRegion: 'eu-central-1', ...jsonData }, secure).problems.map(({ message }) => message);
}

describe('parseSettings', () => {
  it('fills in every default', () => {
    const { settings, problems: found } = parseSettings({ defaultRegion: 'eu-central-1' }, {});
    expect(found).toEqual([]);
    expect(settings).toEqual({
      aws: { authType: 'default', defaultRegion: 'eu-central-1', accounts: [] },
      incompleteAlerts: 'fail',
      keepWarm: false,
      ruleOverrides: new Map(),
      storeMaxGigabytes: 2,
      regions: ['eu-central-1', 'us-east-1'],
      rulePaths: [],
      bundledRules: true,
      severityLabels: {
        informational: 'informational',
        low: 'low',
        medium: 'medium',
        high: 'high',
        critical: 'critical',
      },
      requestsPerSecond: 1.8,
      lookupTimeoutSeconds: 25,
      maxEventsPerQuery: 100_000,
      retentionDays: 90,
      settleMinutes: 15,
    });
  });

  it('takes the provisioning of CloudWatch and Athena as it is', () => {
    const { settings, problems: found } = parseSettings(
      {
        authType: 'arn',
        assumeRoleArn: 'arn:aws:iam::123456789012:role/grafana',
        externalId: 'x',
        defaultRegion: 'us-east-1',
        customMetricsNamespaces: 'N',
        catalog: 'AwsDataCatalog',
        workgroup: 'primary',
        timeField: '@timestamp',
      },
      { accessKey: 'AKIAUNUSED', secretKey: 'unused' }
    );
    expect(found).toEqual([]);
    expect(settings.aws).toEqual({
      authType: 'default',
      assumeRoleArn: 'arn:aws:iam::123456789012:role/grafana',
      externalId: 'x',
      defaultRegion: 'us-east-1',
      accounts: [],
    });
    expect(settings.regions).toEqual(['us-east-1']);
  });

  it('takes keys from secureJsonData only, for authType keys', () => {
    const secure = { accessKey: ' AKIA ', secretKey: 'S', sessionToken: 'T' };
    const { settings } = parseSettings({ authType: 'keys', defaultRegion: 'eu-central-1', accessKey: 'no' }, secure);
    expect(settings.aws).toMatchObject({ accessKey: 'AKIA', secretKey: 'S', sessionToken: 'T' });
  });

  it('reads numbers and flags that provisioning wrote as text', () => {
    const { settings } = parseSettings(
      { defaultRegion: 'eu-central-1', settleMinutes: '5', bundledRules: 'false' },
      {}
    );
    expect(settings).toMatchObject({ settleMinutes: 5, bundledRules: false });
  });

  it.each([
    [{ authType: 'magic' }, /authType: "magic" is unknown: use "default"/],
    [{ authType: 'grafana_assume_role' }, /authType: .*Grafana Cloud only/],
    [{ authType: 'keys' }, /accessKey: .*secureJsonData/],
    [{ defaultRegion: 'mars' }, /defaultRegion: "mars" is no AWS region/],
    [{ regions: ['eu-central-1', 'nowhere'] }, /regions: "nowhere"/],
    [{ regions: 7 }, /regions: must be a list/],
    [{ endpoint: 'localhost:4580' }, /endpoint: must be a URL/],
    [{ assumeRoleArn: 'role/x' }, /assumeRoleArn: "role\/x" is no role ARN/],
    [{ accounts: [{ name: 'a' }] }, /accounts\[0\]\.assumeRoleArn: is missing/],
    [{ accounts: [{ assumeRoleArn: 'x' }] }, /accounts\[0\]\.assumeRoleArn: "x" is no role ARN/],
    [{ rulePaths: ['rules'] }, /rulePaths: "rules" must be an absolute path/],
    [{ requestsPerSecond: 0 }, /requestsPerSecond: must be a number from/],
    [{ requestsPerSecond: 5 }, /requestsPerSecond: is more than 2/],
    [{ lookupTimeoutSeconds: 'soon' }, /lookupTimeoutSeconds: must be a number/],
    [{ severityLabels: { urgent: 'x' } }, /severityLabels\.urgent: is no Sigma level/],
    [{ severityLabels: ['x'] }, /severityLabels: must map/],
    [{ storePath: 'here' }, /storePath: must be an absolute path/],
    [{ proxyType: 'socks' }, /proxyType: "socks" is unknown: use "env"/],
    [{ proxyType: 'url' }, /proxyUrl: proxyType is "url", which needs one/],
    [{ proxyType: 'url', proxyUrl: 'gate:3128' }, /proxyUrl: .*which needs one/],
    [{ proxyType: 'url', proxyUrl: 'http://me:secret@gate:3128' }, /^proxyUrl: must hold no user name or password/],
  ])('names the setting of %j and what to do', (jsonData, message) => {
    expect(problems(jsonData).join('\n')).toMatch(message);
  });

  it('keeps the good entries of a list with a bad one', () => {
    const { settings } = parseSettings(
      { defaultRegion: 'eu-central-1', regions: ['nowhere', 'us-west-2'], rulePaths: ['x', '/rules'] },
      {}
    );
    expect(settings.regions).toEqual(['us-west-2']);
    expect(settings.rulePaths).toEqual(['/rules']);
  });

  it('takes the proxy as the AWS data sources of Grafana have it, its password from secureJsonData only', () => {
    const proxyOf = (json: Record<string, unknown>, secure: Record<string, string> = {}) =>
      parseSettings({ defaultRegion: 'eu-central-1', ...json }, secure).settings.aws.proxy;
    const url = { proxyType: 'url', proxyUrl: 'http://gate:3128/', proxyUsername: 'grafana', proxyPassword: 'no' };
    expect(proxyOf(url, { proxyPassword: 'S' })).toEqual({
      type: 'url',
      url: 'http://gate:3128',
      username: 'grafana',
      password: 'S',
    });
    expect(proxyOf({ ...url, proxyType: 'none' }, { proxyPassword: 'S' })).toEqual({ type: 'none' });
    expect(proxyOf({ ...url, proxyType: 'env' })).toBeUndefined();
    expect(proxyOf({ proxyUrl: 'http://gate:3128' })).toBeUndefined();
  });

  it('maps levels to labels', () => {
    const { settings } = parseSettings(
      { defaultRegion: 'eu-central-1', severityLabels: { critical: 'page', low: '' } },
      {}
    );
    expect(settings.severityLabels).toMatchObject({ critical: 'page', low: 'low', high: 'high' });
  });

  it('never repeats a secret', () => {
    const secure = {
      accessKey: 'PLANTED-ACCESS',
      secretKey: 'PLANTED-SECRET',
      sessionToken: 'PLANTED-TOKEN',
      proxyPassword: 'PLANTED-PROXY',
    };
    const proxy = { proxyType: 'url', proxyUrl: 'http://me:PLANTED@gate' };
    const wrong = { authType: 'keys', defaultRegion: 'x', endpoint: 'x', accounts: [1], ...proxy };
    const text = problems(wrong, secure).join('\n');
    expect(text).toContain('proxyUrl');
    expect(text).not.toContain('PLANTED');
  });
});
