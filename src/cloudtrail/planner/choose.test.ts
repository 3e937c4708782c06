import { chooseLookups, cheapPages, restrictPlan, type ChooseOptions } from './choose';
import { estimateText } from './estimate';
import { filterKey } from '../lookup/filter';
import type { RuleNeeds } from './needs';
import { EVERYTHING } from './plan';
import { planText } from './testing/planText';

const HOUR = 3600;
const spellEventName = (name: string) => (name.startsWith('unheard') ? undefined : `Aws${name.slice(3)}`);
const named = (...names: string[]): RuleNeeds => ({ eventName: new Set(names.map((name) => `aws${name}`)) });
const from = (...sources: string[]): RuleNeeds => ({ eventSource: new Set(sources) });

/** @param perSecond by lookup; a lookup that is not there is unknown */
function options(perSecond: Record<string, number>, more: Partial<ChooseOptions> = {}): ChooseOptions {
  return {
    rates: { perSecond: (filter) => perSecond[filterKey(filter)] },
    seconds: HOUR,
    cheapPages: 0,
    spellEventName,
    ...more,
  };
}

describe('chooseLookups', () => {
  it('looks up three rare events of a busy account for under a tenth of the requests of everything', () => {
    const choice = chooseLookups([named('1', '2'), named('3')], options({ everything: 20, 'EventName=Aws1': 0.001 }));
    expect(planText(choice.plan)).toBe('EventName=Aws1 + EventName=Aws2 + EventName=Aws3');
    expect(choice.pages).toBe(3);
    expect(choice.everythingPages).toBe(1440);
    expect(choice.reason).toBe(
      'Only what the rules name is fetched: 3 lookups, in about 3 requests; every event would take about 1,400 requests.'
    );
  });

  it('fetches everything once that takes fewer requests than the rules’ lookups', () => {
    const rules = Array.from({ length: 500 }, (_, rule) => named(`${rule}`));
    const choice = chooseLookups(rules, options({ everything: 5 }));
    expect(choice.plan).toBe(EVERYTHING);
    expect(choice.pages).toBe(360);
    expect(choice.reason).toBe(
      'Every event is fetched, in about 360 requests: 500 lookups for what the rules name would take no fewer.'
    );
    expect(chooseLookups(rules.slice(0, 300), options({ everything: 5 })).plan).toHaveLength(300);
  });

  it('fetches everything where that is little, by default within a tenth of what CloudTrail answers in a minute', () => {
    const quiet = options({ everything: 1 }, { seconds: 600, cheapPages: undefined });
    expect(chooseLookups([named('1')], quiet).plan).toBe(EVERYTHING);
    expect(chooseLookups([named('1')], { ...quiet, seconds: 601 }).plan).toHaveLength(1);
    expect(chooseLookups([named('1')], { ...quiet, seconds: 601, cheapPages: cheapPages(300) }).plan).toBe(EVERYTHING);
  });

  it('fetches everything for a rule that leaves all open or names what cannot be spelled', () => {
    for (const needs of [{}, { eventName: new Set(['unheard']) }, { accessKeyId: new Set(['']) }]) {
      const choice = chooseLookups([named('1'), needs], options({ everything: 1000 }));
      expect(choice.plan).toBe(EVERYTHING);
      expect(choice.reason).toMatch(/a rule names no event, source or key/);
    }
  });

  it('fetches write events for rules that need these, and values for the rest', () => {
    const writes: RuleNeeds = { readOnly: new Set(['false']) };
    const choice = chooseLookups(
      [writes, { ...writes, ...named('1') }, named('2')],
      options({ everything: 50, 'ReadOnly=false': 5, 'EventName=Aws1': 1 })
    );
    expect(planText(choice.plan)).toBe('EventName=Aws2 + ReadOnly=false');
    expect(choice.pages).toBe(5 * (HOUR / 50) + 1);
  });

  it('looks up a source instead of the names of its rules where that takes fewer requests', () => {
    const rules = Array.from({ length: 40 }, (_, rule) => ({ ...named(`${rule}`), ...from('iam.amazonaws.com') }));
    const rate = (pages: number) => ({ everything: 100, 'EventSource=iam.amazonaws.com': (pages * 50) / HOUR });
    expect(planText(chooseLookups([...rules, named('other')], options(rate(39))).plan)).toBe(
      'EventName=Awsother + EventSource=iam.amazonaws.com'
    );
    expect(chooseLookups(rules, options(rate(41))).plan).toHaveLength(40);
    // A rule of the source alone needs it anyway.
    expect(planText(chooseLookups([...rules, from('iam.amazonaws.com')], options(rate(60))).plan)).toBe(
      'EventSource=iam.amazonaws.com'
    );
  });

  it('looks up an access key in upper case, and what a user asks for as it is', () => {
    const plan = chooseLookups(
      [{ accessKeyId: new Set(['akiaiosfodnn7example']) }, { exact: [{ attribute: 'Username', value: 'Alice' }] }],
      options({ everything: 100 })
    ).plan;
    expect(planText(plan)).toBe('AccessKeyId=AKIAIOSFODNN7EXAMPLE + Username=Alice');
  });

  it('fetches nothing for rules that can match nothing', () => {
    expect(chooseLookups([], options({})).plan).toEqual([]);
    expect(chooseLookups([named()], options({})).plan).toEqual([]);
  });

  it('assumes a busy account before anything is measured, and says so', () => {
    const choice = chooseLookups([named('1')], options({}));
    expect(planText(choice.plan)).toBe('EventName=Aws1');
    expect(choice.everythingPages).toBe(720);
    expect(choice.reason).toMatch(/has not been measured: 10 events per second are assumed\.$/);
  });
});

describe('restrictPlan', () => {
  const given = options({ everything: 100, 'EventSource=iam.amazonaws.com': 5 });

  it('keeps the lookups that a query’s own rules need', () => {
    const own = [{ ...named('1'), ...from('iam.amazonaws.com') }];
    const { plan } = chooseLookups([...own, named('2'), named('3')], given);
    expect(planText(restrictPlan(plan, own, given))).toBe('EventName=Aws1');
    expect(planText(restrictPlan(plan, [named('3', '2')], given))).toBe('EventName=Aws2 + EventName=Aws3');
    expect(restrictPlan(plan, [], given)).toEqual([]);
  });

  it('keeps the lookup of a source that was chosen for the sake of another rule', () => {
    const own = [{ ...named('1'), ...from('iam.amazonaws.com') }];
    const { plan } = chooseLookups([...own, from('iam.amazonaws.com')], given);
    expect(planText(restrictPlan(plan, own, given))).toBe('EventSource=iam.amazonaws.com');
  });

  it('keeps everything', () => {
    expect(restrictPlan(EVERYTHING, [named('1')], given)).toBe(EVERYTHING);
  });

  it('plans anew for rules that the plan was not made for', () => {
    const { plan } = chooseLookups([named('1')], given);
    expect(planText(restrictPlan(plan, [named('2')], given))).toBe('EventName=Aws2');
    expect(restrictPlan(plan, [{}], given)).toBe(EVERYTHING);
  });
});

describe('estimateText', () => {
  it.each([
    [0, 'no requests'],
    [NaN, 'no requests'],
    [0.2, 'less than one request per minute'],
    [1.2, 'about 1 request per minute'],
    [3.4, 'about 3 requests per minute'],
    [99.6, 'about 100 requests per minute'],
    [1234, 'about 1,200 requests per minute'],
  ])('%d pages a minute: %s', (pages, text) => {
    expect(estimateText(pages)).toBe(text);
  });
});
