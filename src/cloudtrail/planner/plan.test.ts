import { EVERYTHING, planLookups, planText } from './plan';

const spellEventName = (name: string) => ({ createuser: 'CreateUser', deleteuser: 'DeleteUser' })[name];
const plan = (rules: Parameters<typeof planLookups>[0]) => planText(planLookups(rules, { spellEventName }));
const set = (...values: string[]) => new Set(values);

describe('planLookups', () => {
  it('looks up the one event name that all rules share, in CloudTrail’s spelling', () => {
    expect(
      plan([{ eventName: set('createuser') }, { eventName: set('createuser'), eventSource: set('iam.amazonaws.com') }])
    ).toBe('EventName=CreateUser');
  });

  it('falls back to the event source where the name cannot be spelled', () => {
    expect(plan([{ eventName: set('unheardof'), eventSource: set('iam.amazonaws.com') }])).toBe(
      'EventSource=iam.amazonaws.com'
    );
  });

  it('looks up the one event source that all rules share', () => {
    expect(
      plan([
        { eventName: set('createuser'), eventSource: set('iam.amazonaws.com') },
        { eventName: set('deleteuser'), eventSource: set('iam.amazonaws.com') },
      ])
    ).toBe('EventSource=iam.amazonaws.com');
  });

  it('asks for everything as soon as one rule leaves the fields open', () => {
    expect(planLookups([{ eventName: set('createuser') }, {}], { spellEventName })).toBe(EVERYTHING);
    expect(plan([{ eventName: set('createuser', 'deleteuser') }])).toBe('everything');
  });

  it('leaves read events out only where every rule needs write events', () => {
    expect(plan([{ readOnly: set('false') }, { readOnly: set('false') }])).toBe('ReadOnly=false');
    expect(plan([{ readOnly: set('false') }, {}])).toBe('everything');
    expect(plan([{ readOnly: set('true') }])).toBe('everything');
  });

  it('asks for nothing without rules', () => {
    expect(planLookups([], { spellEventName })).toEqual([]);
  });
});
