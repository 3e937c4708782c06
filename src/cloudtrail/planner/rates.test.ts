import { filterKey, type LookupFilter } from '../lookup/filter';
import { BUSY_EVENTS_PER_SECOND, lookupCost } from './rates';

const name: LookupFilter = { attribute: 'EventName', value: 'CreateUser' };
const source: LookupFilter = { attribute: 'EventSource', value: 'iam.amazonaws.com' };
const writes: LookupFilter = { attribute: 'ReadOnly', value: 'false' };
const reads: LookupFilter = { attribute: 'ReadOnly', value: 'true' };

const cost = (rates: Record<string, number | undefined>, seconds = 1000) =>
  lookupCost({ perSecond: (filter) => rates[filterKey(filter)] }, () => seconds);

describe('lookupCost', () => {
  it('is a request for every 50 events, at least one', () => {
    const priced = cost({ everything: 20, 'EventName=CreateUser': 5, 'EventSource=iam.amazonaws.com': 0.001 });
    expect(priced.everything).toBe(400);
    expect(priced.of(name)).toBe(100);
    expect(priced.of(source)).toBe(1);
    expect(priced.assumed).toBe(false);
  });

  it('is one request for a value that a measured account does not have', () => {
    expect(cost({ everything: 20 }).of(name)).toBe(1);
    expect(cost({ everything: 20 }).of(source)).toBe(1);
  });

  it('takes write events for a part of all, never for rare, where they are not measured', () => {
    const priced = cost({ everything: 20 });
    expect(priced.of(writes)).toBe(80);
    expect(priced.of(reads)).toBe(320);
  });

  it('never takes a part for more than all', () => {
    expect(cost({ everything: 20, 'EventName=CreateUser': 1000 }).of(name)).toBe(400);
  });

  it('assumes a busy account where nothing is measured, and each part less than all', () => {
    const priced = cost({});
    expect(priced.assumed).toBe(true);
    expect(priced.everything).toBe((BUSY_EVENTS_PER_SECOND * 1000) / 50);
    expect(priced.of(name)).toBeLessThan(priced.of(source));
    expect(priced.of(source)).toBeLessThan(priced.everything);
  });

  it('takes a rate that is none for unknown', () => {
    for (const nonsense of [NaN, -1, Infinity]) {
      expect(cost({ everything: nonsense }).assumed).toBe(true);
      expect(cost({ everything: 20, 'EventName=CreateUser': nonsense }).of(name)).toBe(1);
    }
  });

  it('is nothing for no time at all', () => {
    expect(cost({ everything: 20 }, 0).everything).toBe(0);
    expect(cost({ everything: 20 }, -5).everything).toBe(0);
  });
});
