import { reasonsOf } from './reasons';
import { windowFound } from './windowFound';

describe('what a correlation found', () => {
  it('is read from its detection', () => {
    const found = { group: { 'userIdentity.arn': 'arn', n: 3 }, value: 5, eventIds: ['a', 'b', 7] };
    expect(windowFound({ event_count: found })).toEqual({
      type: 'event_count',
      group: [
        ['userIdentity.arn', 'arn'],
        ['n', '3'],
      ],
      value: 5,
      eventIds: ['a', 'b'],
    });
  });

  it.each([{}, { selection: { eventName: 'CreateUser' } }, { selection: 'text' }])('is nothing for %j', (matched) => {
    expect(windowFound(matched)).toBeUndefined();
  });

  it('is told without the ids of its events', () => {
    const found = { group: { user: 'ana', region: null }, value: 5, eventIds: ['a', 'b', 'c'] };
    const lines = ['value_count: 5, in 3 events', 'for user = ana', 'for region = null'];
    expect(reasonsOf({ value_count: found })).toEqual(lines);
    expect(reasonsOf(JSON.stringify({ value_count: found }))).toEqual(lines);
  });
});

it('tells of a rule each value that it looked for, however long', () => {
  expect(reasonsOf({ selection: { eventName: 'CreateUser', policy: 'x'.repeat(200) }, keywords: ['a'] })).toEqual([
    'selection: eventName = CreateUser',
    `selection: policy = ${'x'.repeat(160)}…`,
    'keywords: ["a"]',
  ]);
});
