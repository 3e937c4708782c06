import fc from 'fast-check';
import { missing, SETTLED, since, withSegment, without, type Segment } from './coverage';

const SETTLE = 10;

/** The same, second by second: the latest look at each second, settled once that look was late enough. */
class Reference {
  private readonly looks = new Map<number, number>();

  add({ from, to, asOf }: Segment): void {
    for (let second = from; second < to; second++) {
      const value = second < asOf - SETTLE ? SETTLED : asOf;
      this.looks.set(second, Math.max(this.looks.get(second) ?? 0, value));
    }
  }

  fresh(second: number, minAsOf: number): boolean {
    return (this.looks.get(second) ?? -1) >= minAsOf;
  }
}

const segments = fc.array(
  fc.record({
    from: fc.integer({ min: 0, max: 60 }),
    length: fc.integer({ min: 0, max: 30 }),
    asOf: fc.integer({ min: 0, max: 100 }),
  }),
  { maxLength: 12 }
);

describe('coverage', () => {
  it('agrees with a second-by-second account, whatever is laid over what', () => {
    fc.assert(
      fc.property(segments, fc.integer({ min: 0, max: 110 }), (added, minAsOf) => {
        const reference = new Reference();
        let coverage: Segment[] = [];
        for (const { from, length, asOf } of added) {
          const segment = { from, to: from + length, asOf };
          reference.add(segment);
          coverage = withSegment(coverage, segment, SETTLE);
        }
        const gaps = missing(coverage, { from: 0, to: 100 }, minAsOf);
        for (let second = 0; second < 100; second++) {
          const isMissing = gaps.some(({ from, to }) => second >= from && second < to);
          expect(isMissing).toBe(!reference.fresh(second, minAsOf));
        }
        // Disjoint and in order: readers rely on it.
        coverage.forEach((segment, index) => {
          expect(segment.to).toBeGreaterThan(segment.from);
          expect(segment.from).toBeGreaterThanOrEqual(coverage[index - 1]?.to ?? 0);
        });
      })
    );
  });

  it('settles what was old enough when it was looked up, and keeps the rest with its age', () => {
    expect(withSegment([], { from: 0, to: 100, asOf: 100 }, SETTLE)).toEqual([
      { from: 0, to: 90, asOf: SETTLED },
      { from: 90, to: 100, asOf: 100 },
    ]);
  });

  it('joins neighbours of one age', () => {
    const first = withSegment([], { from: 0, to: 10, asOf: 1000 }, SETTLE);
    expect(withSegment(first, { from: 10, to: 20, asOf: 2000 }, SETTLE)).toEqual([{ from: 0, to: 20, asOf: SETTLED }]);
  });

  it('cuts off what retention drops', () => {
    expect(
      since(
        [
          { from: 0, to: 10, asOf: 5 },
          { from: 20, to: 30, asOf: 5 },
        ],
        25
      )
    ).toEqual([{ from: 25, to: 30, asOf: 5 }]);
  });

  it.each([
    [
      { from: 2, to: 4 },
      [
        { from: 0, to: 2 },
        { from: 4, to: 10 },
      ],
    ],
    [{ from: 0, to: 10 }, []],
    [{ from: 10, to: 20 }, [{ from: 0, to: 10 }]],
    [{ from: -5, to: 3 }, [{ from: 3, to: 10 }]],
  ])('takes %j out of a range', (hole, rest) => {
    expect(without({ from: 0, to: 10 }, hole)).toEqual(rest);
  });
});
