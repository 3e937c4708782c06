import fc from 'fast-check';
import { Demand } from './demand';
import { needsKey, type RuleNeeds } from './needs';

const need = (...names: string[]): RuleNeeds => ({ eventName: new Set(names) });

describe('Demand', () => {
  it('is what all questions of the last while need, each need once', () => {
    const demand = new Demand({ keepSeconds: 600 });
    demand.note('panel', [need('a'), need('b', 'c')], 0);
    demand.note('alert', [need('c', 'b')], 300);
    expect(demand.current(300)).toEqual([need('a'), need('b', 'c')]);
    expect(demand.current(600)).toEqual([need('b', 'c')]);
    expect(demand.current(900)).toEqual([]);
  });

  it('replaces what a question needed before: an edited query leaves nothing behind', () => {
    const demand = new Demand({ keepSeconds: 600 });
    demand.note('editor', [need('a'), need('b')], 0);
    demand.note('editor', [need('b')], 1);
    expect(demand.current(2)).toEqual([need('b')]);
  });

  it('is the same array until it changes', () => {
    const demand = new Demand({ keepSeconds: 600 });
    demand.note('one', [need('a')], 0);
    const first = demand.current(0);
    demand.note('one', [need('a')], 60);
    demand.note('two', [need('a')], 60);
    expect(demand.current(60)).toBe(first);
    demand.note('two', [need('b')], 61);
    expect(demand.current(61)).not.toBe(first);
  });

  it.each([
    ['distinct needs', (asked: number) => [`key ${asked}`, [need(`name ${asked}`)]] as const],
    ['questions', (asked: number) => [`key ${asked}`, [need('name')]] as const],
    [
      'values',
      (asked: number) =>
        [`key ${asked % 2}`, [need(...Array.from({ length: 150 }, (_, i) => `${asked} ${i}`))]] as const,
    ],
  ])('is for everything beyond a bound of %s, until the rest has not been asked for a while', (_, question) => {
    const demand = new Demand({ keepSeconds: 600, maxNeeds: 10 });
    for (let asked = 0; asked < 300; asked++) {
      demand.note(...question(asked), 100);
    }
    expect(demand.current(100)).toEqual([{}]);
    expect(demand.current(699)).toEqual([{}]);
    expect(demand.current(700)).toEqual([]);
    demand.note('small', [need('a')], 700);
    expect(demand.current(700)).toEqual([need('a')]);
  });

  it('equals a list of all that was noted, searched each time', () => {
    const note = fc.record({
      key: fc.constantFrom('a', 'b', 'c'),
      needs: fc.array(fc.constantFrom(need('x'), need('y'), need('x', 'y'), need('z')), { maxLength: 3 }),
      afterS: fc.integer({ min: 0, max: 40 }),
    });
    fc.assert(
      fc.property(fc.array(note, { maxLength: 20 }), (notes) => {
        const demand = new Demand({ keepSeconds: 60 });
        let nowS = 0;
        const latest = new Map<string, { needs: readonly RuleNeeds[]; atS: number }>();
        for (const { key, needs, afterS } of notes) {
          nowS += afterS;
          demand.note(key, needs, nowS);
          latest.set(key, { needs, atS: nowS });
          const expected = [...latest.values()].filter(({ atS }) => nowS - atS < 60).flatMap((asked) => asked.needs);
          expect(demand.current(nowS).map(needsKey).sort()).toEqual([...new Set(expected.map(needsKey))].sort());
        }
      }),
      { numRuns: 500 }
    );
  });
});
