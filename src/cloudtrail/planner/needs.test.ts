import { lookupAlternatives, needsKey, type RuleNeeds } from './needs';

const spelling = { spellEventName: (name: string) => ({ createuser: 'CreateUser', deleteuser: 'DeleteUser' })[name] };
const set = (...values: string[]) => new Set(values);
const alternatives = (needs: RuleNeeds) =>
  lookupAlternatives(needs, spelling).map((lookups) =>
    lookups.map(({ attribute, value }) => `${attribute}=${value}`).join(' + ')
  );

describe('lookupAlternatives', () => {
  it('are one set of lookups for each field that is needed', () => {
    expect(
      alternatives({
        eventName: set('createuser', 'deleteuser'),
        eventSource: set('iam.amazonaws.com'),
        readOnly: set('false'),
        accessKeyId: set('asiaiosfodnn7example'),
      })
    ).toEqual([
      'EventName=CreateUser + EventName=DeleteUser',
      'EventSource=iam.amazonaws.com',
      'ReadOnly=false',
      'AccessKeyId=ASIAIOSFODNN7EXAMPLE',
    ]);
  });

  it('leave out a field of which a value cannot be looked up: the others would miss its events', () => {
    expect(alternatives({ eventName: set('createuser', 'unheardof') })).toEqual([]);
    expect(alternatives({ readOnly: set('false', '0') })).toEqual([]);
    expect(alternatives({ accessKeyId: set('akiaiosfodnn7example', 'akia-something-else') })).toEqual([]);
  });

  it('leave out what LookupEvents would refuse: empty and very long values', () => {
    expect(alternatives({ eventSource: set('iam.amazonaws.com', '') })).toEqual([]);
    expect(alternatives({ eventSource: set('x'.repeat(5000)) })).toEqual([]);
    expect(alternatives({ exact: [{ attribute: 'Username', value: '' }] })).toEqual([]);
  });

  it('leave out a field of thousands of values', () => {
    const sources = Array.from({ length: 1001 }, (_, index) => `source${index}.amazonaws.com`);
    expect(alternatives({ eventSource: new Set(sources) })).toEqual([]);
    expect(alternatives({ eventSource: new Set(sources.slice(1)) })).toHaveLength(1);
  });

  it('hold an empty set for a field that can have no value', () => {
    expect(alternatives({ eventName: set() })).toEqual(['']);
  });
});

describe('needsKey', () => {
  it('is equal for needs that say the same, and only these', () => {
    const key = needsKey({ eventName: set('a', 'b'), exact: [] });
    expect(needsKey({ eventName: set('b', 'a') })).toBe(key);
    const others: RuleNeeds[] = [
      {},
      { eventName: set('a,b') },
      { eventSource: set('a', 'b') },
      { eventName: set('a', 'b'), eventSource: set() },
      { eventName: set('a', 'b'), exact: [{ attribute: 'Username', value: 'a' }] },
    ];
    expect(new Set([key, ...others.map(needsKey)]).size).toBe(others.length + 1);
  });
});
