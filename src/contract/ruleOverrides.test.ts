import { overrideOf, withOverride } from './ruleOverrides';

describe('withOverride', () => {
  it('adds, changes and takes back, and leaves other rules alone', () => {
    const one = withOverride(undefined, 'a', { enabled: false });
    expect(one).toEqual({ a: { enabled: false } });
    const two = withOverride(one, 'b', { level: 'low' });
    expect(withOverride(two, 'A', { level: 'high' })).toEqual({
      a: { enabled: false, level: 'high' },
      b: { level: 'low' },
    });
    expect(withOverride(two, 'a', { enabled: undefined })).toEqual({ b: { level: 'low' } });
    expect(withOverride({ b: { level: 'low' } }, 'b', { level: undefined })).toBeUndefined();
  });

  it('reads what is set whatever the case of the id', () => {
    expect(overrideOf({ Ab: { enabled: false } }, 'aB')).toEqual({ enabled: false });
    expect(overrideOf(undefined, 'x')).toEqual({});
  });
});
