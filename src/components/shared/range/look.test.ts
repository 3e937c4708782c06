import { inBars, lookAt } from './look';
import { DEFAULT_RANGE } from './rangeUrl';
import { readRange, type WrittenRange } from './timeRange';

const at = (text: string) => Date.parse(text);

function look(written: WrittenRange, attempt = 0) {
  const range = readRange(written);
  if (!range) {
    throw new Error('There is no such range.');
  }
  return lookAt(range, attempt);
}

beforeEach(() => jest.useFakeTimers({ now: at('2026-03-02T10:20:30.500Z') }));
afterEach(() => jest.useRealTimers());

it('ends at the last whole minute where it moves with the clock', () => {
  expect(look(DEFAULT_RANGE)).toMatchObject({ fromMs: at('2026-03-01T10:20:00Z'), toMs: at('2026-03-02T10:20:00Z') });
});

it('has all of a fixed range', () => {
  const [from, to] = ['2026-01-05T00:00:10Z', '2026-02-04T23:59:59Z'].map((text) => String(at(text)));
  expect(look({ from, to })).toMatchObject({ fromMs: at('2026-01-05T00:00:00Z'), toMs: at('2026-02-05T00:00:00Z') });
});

it('is a minute at least', () => {
  const { fromMs, toMs } = look({ from: 'now-10s', to: 'now' });
  expect(toMs - fromMs).toBe(60_000);
});

it('is at the same choice when the clock goes on, and another look', () => {
  const before = look(DEFAULT_RANGE);
  jest.setSystemTime(at('2026-03-02T11:00:00Z'));
  const after = look(DEFAULT_RANGE, 1);
  expect(after.choice).toBe(before.choice);
  expect([before.attempt, after.attempt]).toEqual([0, 1]);
  expect(look({ from: 'now-7d', to: 'now' }).choice).not.toBe(before.choice);
});

it.each([
  ['a day', DEFAULT_RANGE, 60, 20 * 60_000],
  ['a day in fewer', DEFAULT_RANGE, 24, 3_600_000],
  ['a few minutes', { from: 'now-5m', to: 'now' }, 60, 60_000],
])('is counted in about so many bars: %s', (_, written, bars, intervalMs) => {
  expect(inBars(look(written), bars)).toMatchObject({ ...look(written), intervalMs });
});

it('reaches back for years', () => {
  const years = inBars(look({ from: 'now-2y', to: 'now' }), 60);
  expect(years.fromMs).toBe(at('2024-03-02T10:20:00Z'));
  expect(years.intervalMs).toBeGreaterThan(86_400_000);
});
