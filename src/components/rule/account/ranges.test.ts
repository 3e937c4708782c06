import { chosenRange, LAST_DAY } from './ranges';

const at = (text: string) => Date.parse(text);

beforeEach(() => jest.useFakeTimers({ now: at('2026-03-02T10:20:30.500Z') }));
afterEach(() => jest.useRealTimers());

it('ends at the last whole minute where it moves with the clock', () => {
  expect(chosenRange(LAST_DAY)).toMatchObject({
    fromMs: at('2026-03-01T10:20:00Z'),
    toMs: at('2026-03-02T10:20:00Z'),
    intervalMs: 20 * 60_000,
  });
});

it('has all of a fixed range', () => {
  const [from, to] = ['2026-01-05T00:00:10Z', '2026-02-04T23:59:59Z'].map((text) => String(at(text)));
  expect(chosenRange({ from, to })).toMatchObject({
    fromMs: at('2026-01-05T00:00:00Z'),
    toMs: at('2026-02-05T00:00:00Z'),
    intervalMs: 12 * 3_600_000,
  });
});

it('reaches back for years', () => {
  const chosen = chosenRange({ from: 'now-2y', to: 'now' });
  expect(chosen?.fromMs).toBe(at('2024-03-02T10:20:00Z'));
  expect(chosen?.intervalMs).toBeGreaterThan(86_400_000);
});

it('is none where it ends before it begins, or within a minute that is not over', () => {
  expect(chosenRange({ from: 'now', to: 'now-1h' })).toBeUndefined();
  expect(chosenRange({ from: 'now-10s', to: 'now' })).toBeUndefined();
});
