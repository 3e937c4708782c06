import { lookupRange } from './range';

const NOW_S = Date.UTC(2026, 5, 1) / 1000;

describe('lookupRange', () => {
  it('takes whole seconds inside the range, both ends included', () => {
    expect(lookupRange((NOW_S - 100) * 1000 + 1, (NOW_S - 50) * 1000, NOW_S * 1000).range).toEqual({
      from: NOW_S - 99,
      to: NOW_S - 49,
    });
  });

  it('ends now', () => {
    expect(lookupRange((NOW_S - 100) * 1000, (NOW_S + 500) * 1000, NOW_S * 1000).range?.to).toBe(NOW_S + 1);
  });

  it('has nothing to look up in the future or before the history', () => {
    expect(lookupRange((NOW_S + 10) * 1000, (NOW_S + 500) * 1000, NOW_S * 1000).range).toBeUndefined();
    const old = lookupRange((NOW_S - 200 * 86_400) * 1000, (NOW_S - 100 * 86_400) * 1000, NOW_S * 1000);
    expect(old.range).toBeUndefined();
    expect(old.notices).toHaveLength(1);
  });
});
