import fc from 'fast-check';
import { matchesFilter } from '../lookup/filter';
import { chooseLookups, restrictPlan } from './choose';
import type { LookupPlan } from './plan';
import { anyEvent, anyNeeds, anyRates, canMatch, spellEventName } from './testing/arbitraries';
import type { RuleNeeds } from './needs';
import type { EventRow } from '../store/types';

const RUNS = { numRuns: 2000 };
const many = <T>(of: fc.Arbitrary<T>, maxLength: number) => fc.array(of, { maxLength });
const options = fc.record({
  rates: anyRates,
  seconds: fc.integer({ min: 0, max: 100_000 }),
  cheapPages: fc.constantFrom(0, 0, 5, undefined),
  spellEventName: fc.constant(spellEventName),
  // Whatever is fetched already changes what is cheap, never what is found.
  missingSeconds: fc.option(fc.func(fc.integer({ min: 0, max: 100_000 })), { nil: undefined }),
});

function lost(plan: LookupPlan, needs: readonly RuleNeeds[], events: readonly EventRow[]): EventRow[] {
  return events.filter(
    (event) => needs.some((need) => wants(need, event)) && !plan.some((filter) => matchesFilter(event, filter))
  );
}

/** With exact lookups, only what these return is wanted. */
function wants(need: RuleNeeds, event: EventRow): boolean {
  return canMatch(need, event) && (need.exact ?? []).every((filter) => matchesFilter(event, filter));
}

describe('plans never lose a match', () => {
  it('chosen by cost', () => {
    let byValue = 0;
    fc.assert(
      fc.property(many(anyNeeds, 6), many(anyEvent, 30), options, (needs, events, given) => {
        const { plan, pages, everythingPages } = chooseLookups(needs, given);
        expect(lost(plan, needs, events)).toEqual([]);
        expect(pages).toBeLessThanOrEqual(everythingPages);
        byValue += plan.length > 0 && !plan.includes(undefined) ? 1 : 0;
      }),
      RUNS
    );
    // Everything would never lose one: the property must have been put to lookups by value.
    expect(byValue).toBeGreaterThan(RUNS.numRuns / 20);
  });

  it('restricted to the rules of one query, whether or not the plan was chosen with them', () => {
    fc.assert(
      fc.property(many(anyNeeds, 5), many(anyNeeds, 2), many(anyEvent, 30), options, (others, own, events, given) => {
        const shared = chooseLookups([...others, ...own], given).plan;
        const restricted = restrictPlan(shared, own, given);
        expect(lost(restricted, own, events)).toEqual([]);
        expect(shared).toEqual(expect.arrayContaining([...restricted]));
        expect(lost(restrictPlan(chooseLookups(others, given).plan, own, given), own, events)).toEqual([]);
      }),
      RUNS
    );
  });
});
