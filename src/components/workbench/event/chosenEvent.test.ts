import { chosenEvent, isEventId } from './chosenEvent';

jest.mock('@grafana/runtime', () => ({}));

it('names an event by its time, service and name', () => {
  const record = {
    eventTime: '2026-01-05T10:00:00Z',
    eventSource: 'iam.amazonaws.com',
    eventName: 'CreateUser',
    eventID: 'e1',
  };
  const chosen = { record, label: '2026-01-05T10:00:00Z iam.amazonaws.com CreateUser', key: 'e1' };
  expect(chosenEvent(record)).toEqual(chosen);
  expect(chosenEvent(JSON.stringify(record))).toEqual(chosen);
  expect(chosenEvent({ a: 1 })).toEqual({ record: { a: 1 }, label: 'An event without a name', key: '{"a":1}' });
});

it.each([['[1]'], ['"text"'], ['null'], ['{'], ['']])('says of %j what to paste instead', (text) => {
  expect(() => chosenEvent(text)).toThrow(/Paste one whole/);
});

it('tells an id from a record', () => {
  expect(isEventId(' 450230d4-b39e-4a18-a6a0-d07a6e2105cb\n')).toBe(true);
  expect(isEventId('{"eventID": "450230d4-b39e-4a18-a6a0-d07a6e2105cb"}')).toBe(false);
});
