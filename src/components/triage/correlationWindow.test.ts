import { timespanMs, windowFound } from './correlationWindow';

const page = (yaml: string) => ({ stages: [{ index: 0, name: 'correlation', yaml }] });

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

  it.each([
    ['correlation:\n    timespan: 15m\n', 900_000],
    ["correlation:\n    timespan: '2d'", 172_800_000],
    ['correlation:\n    type: event_count', 86_400_000],
  ])('looks back by the timespan of %j', (yaml, expected) => {
    expect(timespanMs(page(yaml))).toBe(expected);
  });
});
