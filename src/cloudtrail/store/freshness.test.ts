import fc from 'fast-check';
import { SETTLED, type Segment } from './coverage';
import { staleRanges, type Freshness } from './freshness';

const LITERAL: Freshness = { nowS: 10_000, freshS: 5, settleS: 900, growth: 0 };
const BUSY: Freshness = { ...LITERAL, growth: 0.5 };
const RANGE = { from: 8_000, to: 10_000 };

function stale(asOf: number, freshness: Freshness) {
  return staleRanges([{ ...RANGE, asOf }], RANGE, freshness);
}

describe('staleRanges', () => {
  it('takes what is settled or was looked up a moment ago for good', () => {
    expect(stale(SETTLED, LITERAL)).toEqual([]);
    expect(stale(9_995, LITERAL)).toEqual([]);
    expect(stale(9_995, BUSY)).toEqual([]);
  });

  it('looks at the whole edge again where that is cheap', () => {
    expect(stale(9_990, LITERAL)).toEqual([RANGE]);
  });

  it('looks at a busy edge again in steps that grow with age', () => {
    // Looked up 60 s ago: what was less than 120 s old then is due, and what has come of age since.
    expect(stale(9_940, BUSY)).toEqual([
      { from: 8_000, to: 9_040 },
      { from: 9_821, to: 10_000 },
    ]);
  });

  it('never takes a second for good that the policy says is due', () => {
    const segment = fc.record({
      from: fc.integer({ min: 8_000, max: 9_900 }),
      length: fc.integer({ min: 1, max: 900 }),
      asOf: fc.integer({ min: 8_000, max: 10_000 }),
    });
    fc.assert(
      fc.property(segment, ({ from, length, asOf }) => {
        const segments: Segment[] = [{ from, to: from + length, asOf }];
        const gaps = staleRanges(segments, RANGE, BUSY);
        for (let second = from; second < Math.min(from + length, RANGE.to); second++) {
          const sinceLook = BUSY.nowS - asOf;
          const due = sinceLook > 5 && (sinceLook > 0.5 * (asOf - second) || BUSY.nowS - second > 960);
          expect(gaps.some((gap) => second >= gap.from && second < gap.to)).toBe(due);
        }
      })
    );
  });
});
