import { TestBackend } from '../testing/backend';
import { SAMPLE_EVENTS } from '../testing/sampleEvents';
import { SAMPLE_RULES } from '../testing/sampleRules';

describe('checkHealth', () => {
  it('names account, regions, the newest event’s age and the rules', async () => {
    const health = await new TestBackend({ rules: SAMPLE_RULES, events: SAMPLE_EVENTS }).health();
    expect(health).toMatchObject({
      status: 'ok',
      message:
        'CloudTrail answers for account 111111111111 in eu-central-1, us-east-1. The newest event is 100 seconds old. 4 rules are loaded.',
    });
    expect(health.details?.verboseMessage).toContain(
      'Account 111111111111, region us-east-1: newest event 3 minutes old.'
    );
  });

  it('fails with the region and the next step where one region is denied', async () => {
    const backend = new TestBackend({ rules: SAMPLE_RULES, events: SAMPLE_EVENTS });
    backend.trail('us-east-1').faults = ['access-denied'];
    const health = await backend.health();
    expect(health.status).toBe('error');
    expect(health.message).toMatch(/^CloudTrail answers for account 111111111111 in eu-central-1\./);
    expect(health.message).toMatch(/access-denied/);
  });

  it('is well, with a word of warning, while CloudTrail throttles', async () => {
    const backend = new TestBackend({ rules: SAMPLE_RULES, events: { 'eu-central-1': [] } });
    backend.trail('eu-central-1').faults = ['throttled'];
    expect(await backend.health()).toMatchObject({ status: 'ok', message: expect.stringContaining('throttles') });
  });

  it('says where there is no event at all', async () => {
    const health = await new TestBackend({ rules: SAMPLE_RULES, events: { 'eu-central-1': [] } }).health();
    expect(health.message).toMatch(/No event was found in the last 90 days/);
  });

  it('names bad settings before it asks AWS anything', async () => {
    const backend = new TestBackend({ jsonData: { authType: 'magic', settleMinutes: -1 } });
    const health = await backend.health();
    expect(health).toMatchObject({ status: 'error', message: expect.stringMatching(/authType: .*settleMinutes: /) });
    expect(backend.trail('eu-central-1').calls).toEqual([]);
  });

  it('counts problems of rules and names the first, without failing', async () => {
    const backend = new TestBackend({
      rules: { ...SAMPLE_RULES, 'bad.yml': 'title: bad\n' },
      events: SAMPLE_EVENTS,
      jsonData: { rulePaths: ['/no/such/folder'] },
    });
    const health = await backend.health();
    expect(health.status).toBe('ok');
    expect(health.message).toMatch(/problems with rules: \/no\/such\/folder: .*does not exist/);
    expect(health.details?.verboseMessage).toMatch(/bad\.yml:1:/);
  });

  it('never shows a secret, in no answer and in no log', async () => {
    const secret = 'PLANTED+SECRET/0123456789';
    const backend = new TestBackend({
      rules: SAMPLE_RULES,
      events: SAMPLE_EVENTS,
      jsonData: { authType: 'keys', profile: secret },
      secureJsonData: { accessKey: 'AKIAPLANTED', secretKey: secret, sessionToken: `${secret}-token` },
    });
    backend.trail('us-east-1').faults = ['bad-credentials', 'bad-credentials'];
    const answers = [
      await backend.health(),
      await backend.query({ queryType: 'counts', format: 'numeric' }),
      await backend.resource('GET', 'status'),
      await backend.handlers.collectMetrics(),
      backend.logs,
    ];
    expect(JSON.stringify(answers)).not.toContain('PLANTED');
  });
});
