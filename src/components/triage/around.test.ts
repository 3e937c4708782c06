import { offsetText, rangeAround } from './around';

const MINUTE = 60_000;

describe('around an event', () => {
  it('reaches as far after it as before, but not into the future', () => {
    expect(rangeAround(100 * MINUTE, 15 * MINUTE, 1000 * MINUTE)).toEqual({ fromMs: 85 * MINUTE, toMs: 115 * MINUTE });
    expect(rangeAround(100 * MINUTE + 7, 15 * MINUTE, 102 * MINUTE - 1)).toEqual({
      fromMs: 85 * MINUTE,
      toMs: 102 * MINUTE,
    });
  });

  it('holds the event where the clock is behind it', () => {
    expect(rangeAround(100 * MINUTE, MINUTE, 50 * MINUTE).toMs).toBe(100 * MINUTE);
  });

  it.each([
    [0, 'same second'],
    [-12_000, '12 s before'],
    [185_000, '3 min 5 s after'],
    [-7_205_000, '2 h 5 s before'],
  ])('tells %i ms as %s', (ms, expected) => {
    expect(offsetText(ms)).toBe(expected);
  });
});
