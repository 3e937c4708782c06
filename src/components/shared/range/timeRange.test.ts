import { dateTime } from '@grafana/data';
import { moved, readRange, writtenRange } from './timeRange';

const HOUR = 3_600_000;

it.each([
  [{ from: 'now-2h', to: 'now' }, 2 * HOUR],
  [{ from: '1764000000000', to: '1764003600000' }, HOUR],
  [{ from: '2026-01-01T00:00:00Z', to: '2026-01-01T03:00:00Z' }, 3 * HOUR],
])('reads %j', (url, length) => {
  const range = readRange(url);
  expect((range?.to.valueOf() ?? 0) - (range?.from.valueOf() ?? 0)).toBe(length);
});

it('reads the clock once for both ends', () => {
  let time = 1_764_000_000_000;
  const clock = jest.spyOn(Date, 'now').mockImplementation(() => (time += 1));
  try {
    const range = readRange({ from: 'now-2h', to: 'now' });
    expect((range?.to.valueOf() ?? 0) - (range?.from.valueOf() ?? 0)).toBe(2 * HOUR);
    expect(readRange({ from: 'now', to: 'now' })).toBeUndefined();
  } finally {
    clock.mockRestore();
  }
});

it('rounds the beginning down and the end up, and keeps what moves with the clock as it was written', () => {
  const range = readRange({ from: 'now/d', to: 'now/d' });
  expect([range?.from.format('HH:mm:ss.SSS'), range?.to.format('HH:mm:ss.SSS')]).toEqual([
    '00:00:00.000',
    '23:59:59.999',
  ]);
  expect(range?.raw).toEqual({ from: 'now/d', to: 'now/d' });
});

it.each([
  { from: 'yesterday', to: 'now' },
  { from: 'now-2q!', to: 'now' },
  { from: 'now', to: 'now-1h' },
  { from: '', to: '' },
])('makes nothing of %j', (url) => {
  expect(readRange(url)).toBeUndefined();
});

it('writes what moves with the clock as such, and the rest by its milliseconds', () => {
  expect(writtenRange({ from: 'now-2h', to: 'now' })).toEqual({ from: 'now-2h', to: 'now' });
  expect(writtenRange({ from: dateTime(1000), to: 'now' })).toEqual({ from: '1000', to: 'now' });
});

it.each([
  [-1, 2000, 6000],
  [1, 6000, 10_000],
  [0, 2000, 10_000],
] as const)('moves by half of itself: %d', (direction, from, to) => {
  const range = { from: dateTime(4000), to: dateTime(8000), raw: { from: dateTime(4000), to: dateTime(8000) } };
  expect(moved(range, direction)).toEqual({ from: String(from), to: String(to) });
});
