import fc from 'fast-check';
import { filterKey, matchesFilter } from '../lookup/filter';
import type { ChooseOptions } from './choose';
import type { RuleNeeds } from './needs';
import { EVERYTHING } from './plan';
import { planText } from './testing/planText';
import { SharedPlanner } from './sharedPlanner';
import { anyEvent, anyNeeds, anyRates, canMatch, spellEventName } from './testing/arbitraries';

const named = (name: string): RuleNeeds => ({ eventName: new Set([name]) });

function options(everything: number, more: Partial<ChooseOptions> = {}): ChooseOptions {
  return {
    rates: { perSecond: (filter) => (filter ? 0.0001 : everything) },
    seconds: 900,
    cheapPages: 0,
    spellEventName: (name) => name,
    ...more,
  };
}

describe('SharedPlanner', () => {
  it('gives each query its part while lookups by value cost less than everything', () => {
    const planner = new SharedPlanner();
    planner.plan('a', [named('a')], options(5), 0);
    const second = planner.plan('b', [named('b')], options(5), 0);
    expect(planText(second.plan)).toBe('EventName=b');
    expect(planText(second.shared.plan)).toBe('EventName=a + EventName=b');
  });

  it('turns 500 queries of one rule each into one fetch of everything, once and for all of them', () => {
    const planner = new SharedPlanner();
    for (let minute = 0; minute < 10; minute++) {
      const lookups = new Set<string>();
      for (let rule = 0; rule < 500; rule++) {
        const { plan } = planner.plan(`rule ${rule}`, [named(`name${rule}`)], options(5), minute * 60);
        plan.forEach((filter) => lookups.add(filterKey(filter)));
      }
      // Everything takes 90 requests: until so many names are asked for, each costs less.
      expect(lookups.size).toBe(minute === 0 ? 90 : 1);
      expect(lookups).toContain('everything');
    }
  });

  it('goes back to lookups by value when the others are no longer asked for, and only where that saves clearly', () => {
    const planner = new SharedPlanner({ keepSeconds: 600 });
    const ask = (count: number, nowS: number) =>
      Array.from({ length: count }, (_, rule) => planner.plan(`${rule}`, [named(`${rule}`)], options(5), nowS)).at(-1)!;
    expect(ask(100, 0).plan).toBe(EVERYTHING);
    ask(80, 300);
    expect(ask(80, 700).plan).toBe(EVERYTHING);
    ask(60, 1000);
    expect(ask(60, 1400).plan).toHaveLength(1);
  });

  it('chooses again when rates have had time to change, and not for every query', () => {
    const planner = new SharedPlanner({ replanSeconds: 30 });
    let asked = 0;
    const counting = options(5, { rates: { perSecond: (filter) => (filter ? (asked++, 0) : 5) } });
    const ask = (nowS: number, given: ChooseOptions) => planner.plan('a', [named('a')], given, nowS).shared;
    const first = ask(0, counting);
    const askedFirst = asked;
    expect(ask(29, counting)).toBe(first);
    expect(asked).toBeLessThan(2 * askedFirst);
    expect(ask(29, options(0)).plan).toHaveLength(1);
    expect(ask(30, options(0)).plan).toBe(EVERYTHING);
  });

  it('plans short and long spans apart: a short look at everything may be cheap where a long one is not', () => {
    const planner = new SharedPlanner();
    const plan = (seconds: number) => planner.plan('a', [named('a')], options(1, { seconds, cheapPages: 12 }), 0).plan;
    expect(plan(300)).toBe(EVERYTHING);
    expect(plan(86_400)).toHaveLength(1);
  });

  it('never loses a match of a query, whatever was asked before', () => {
    const query = fc.record({
      key: fc.constantFrom('a', 'b', 'c'),
      needs: fc.array(anyNeeds, { maxLength: 3 }),
      seconds: fc.constantFrom(60, 3600, 86_400),
      afterS: fc.constantFrom(0, 10, 40, 700),
    });
    fc.assert(
      fc.property(fc.array(query, { maxLength: 8 }), fc.array(anyEvent), anyRates, (queries, events, rates) => {
        const planner = new SharedPlanner();
        let nowS = 0;
        for (const { key, needs, seconds, afterS } of queries) {
          nowS += afterS;
          const { plan } = planner.plan(key, needs, { rates, seconds, cheapPages: 0, spellEventName }, nowS);
          const wanted = events.filter((event) =>
            needs.some((need) => canMatch(need, event) && (need.exact ?? []).every((one) => matchesFilter(event, one)))
          );
          expect(wanted.filter((event) => !plan.some((filter) => matchesFilter(event, filter)))).toEqual([]);
        }
      }),
      { numRuns: 500 }
    );
  });
});
