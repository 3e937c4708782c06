import { NOW_S, TestBackend } from '../testing/backend';
import { SAMPLE_RULES } from '../testing/sampleRules';

const MINUTE_MS = 60_000;

describe('keepWarm', () => {
  it('looks for new events each minute for what was asked, so that a query finds them in the store', async () => {
    const backend = start({ keepWarm: true });
    const trail = backend.trail('us-east-1');
    await backend.query({ queryType: 'coverage' });
    const asked = trail.calls.length;
    await backend.clock.advance(10 * MINUTE_MS);
    expect(trail.calls.length - asked).toBeGreaterThanOrEqual(9);
    expect(trail.calls.length - asked).toBeLessThanOrEqual(14);
    await backend.handlers.dispose();
    const left = trail.calls.length;
    await backend.clock.advance(5 * MINUTE_MS);
    expect(trail.calls).toHaveLength(left);
  });

  it('asks nothing before anything was asked', async () => {
    const backend = start({ keepWarm: true });
    await backend.health();
    const { length } = backend.trail('us-east-1').calls;
    await backend.clock.advance(5 * MINUTE_MS);
    expect(backend.trail('us-east-1').calls).toHaveLength(length);
    await backend.handlers.dispose();
  });

  it('goes on after a failure', async () => {
    const backend = start({ keepWarm: true });
    const trail = backend.trail('us-east-1');
    await backend.query({ queryType: 'coverage' });
    trail.faults = ['access-denied'];
    await backend.clock.advance(3 * MINUTE_MS);
    expect(trail.faults).toEqual([]);
    expect(trail.calls.at(-1)?.atMs).toBeGreaterThan((NOW_S + 120) * 1000);
    await backend.handlers.dispose();
  });

  it('is off unless it is asked for', async () => {
    const backend = start({});
    await backend.query({ queryType: 'coverage' });
    const { length } = backend.trail('us-east-1').calls;
    await backend.clock.advance(5 * MINUTE_MS);
    expect(backend.trail('us-east-1').calls).toHaveLength(length);
    await backend.handlers.dispose();
  });
});

function start(jsonData: Record<string, unknown>): TestBackend {
  return new TestBackend({
    rules: SAMPLE_RULES,
    jsonData,
    events: { 'us-east-1': [{ id: 'e1', atS: NOW_S - 100 }] },
  });
}
