import { TestBackend, NOW_S } from '../testing/backend';
import { SAMPLE_RULES } from '../testing/sampleRules';

const RANGE = { from: (NOW_S - 3600) * 1000, to: NOW_S * 1000 };

function busyBackend(): TestBackend {
  const backend = new TestBackend({ rules: SAMPLE_RULES, events: { 'us-east-1': [] } });
  backend
    .trail('us-east-1')
    .add(
      ...Array.from({ length: 3000 }, (_, index) => ({ id: `e${index}`, atS: NOW_S - 100 - Math.floor(index / 4) }))
    );
  return backend;
}

describe('POST estimate', () => {
  it('tells what a query takes, by what was measured, and asks AWS nothing', async () => {
    const backend = busyBackend();
    await backend.query({ queryType: 'events', format: 'table', limit: 100 });
    // Once nobody asks for everything any more, each query is planned for itself.
    await backend.clock.advance(1_200_000);
    const calls = backend.trail('us-east-1').calls.length;
    const named = await backend.resource('POST', 'estimate', {
      ...RANGE,
      query: { queryType: 'counts', rule: rule('eventName: StopLogging') },
    });
    expect(named.json).toMatchObject({
      lookups: ['EventName=StopLogging'],
      places: 1,
      firstRequests: 1,
      text: 'about 1 request per minute',
    });
    const open = await backend.resource('POST', 'estimate', {
      ...RANGE,
      query: { queryType: 'counts', rule: rule('errorCode: AccessDenied') },
    });
    expect(open.json).toMatchObject({ lookups: ['everything'], places: 1 });
    expect(open.json.firstRequests).toBeGreaterThan(50);
    expect(open.json.reason).toMatch(/Every event is fetched/);
    expect(backend.trail('us-east-1').calls).toHaveLength(calls);
  });

  it('takes nothing for a query of rules', async () => {
    const { json } = await busyBackend().resource('POST', 'estimate', { ...RANGE, query: { queryType: 'rules' } });
    expect(json).toMatchObject({ lookups: [], requestsPerMinute: 0, firstRequests: 0, places: 0 });
  });

  it.each([
    [{ query: { queryType: 'counts' } }, /in this order/],
    [{ ...RANGE, query: { queryType: 'counts', rule: 'title: [' } }, /inline rule cannot be used/],
  ])('says what is wrong with %j', async (body, message) => {
    const response = await busyBackend().resource('POST', 'estimate', body);
    expect(response.status).toBe(400);
    expect(JSON.stringify(response.json)).toMatch(message);
  });
});

function rule(selection: string): string {
  return `title: Rule\nlogsource: {product: aws, service: cloudtrail}\ndetection: {s: {${selection}}, condition: s}`;
}
