import { rangeProgress } from './rangeProgress';

describe('rangeProgress', () => {
  it('tells the share that is done and the end by the pace so far', () => {
    // A quarter of the hour in ten seconds: thirty more.
    expect(rangeProgress({ from: 0, to: 3600, reached: 2700, asOf: 5000 }, 5_010_000)).toEqual({
      done: 0.25,
      estimatedEndMs: 5_040_000,
    });
  });

  it('knows no end before there is a pace', () => {
    expect(rangeProgress({ from: 0, to: 3600, reached: 3600, asOf: 5000 }, 5_010_000)).toEqual({ done: 0 });
    expect(rangeProgress({ from: 0, to: 3600, reached: 2700, asOf: 5000 }, 5_000_000)).toEqual({ done: 0.25 });
  });

  it('is done where it reached its start, an empty range at once', () => {
    expect(rangeProgress({ from: 100, to: 3600, reached: 100, asOf: 5000 }, 5_010_000).done).toBe(1);
    expect(rangeProgress({ from: 100, to: 100, reached: 100, asOf: 5000 }, 5_010_000).done).toBe(1);
  });
});
