import { testDetection, testEvent } from './testing/event';
import { keptRows, perBucket } from './timelineRows';

const own = testEvent();
const read = testEvent({ eventId: 'read', eventName: 'ListUsers' }, { readOnly: true });
const other = testEvent({ eventId: 'other', eventName: 'DeleteUser', address: '198.51.100.9' });
const byEvent = new Map([['other', [testDetection({ rule: 'User removed' })]]]);
const kept = (filter: object) =>
  keptRows([read, own, other], { words: [], changes: false, detected: false, ...filter }, byEvent, own.eventId).map(
    ({ eventId }) => eventId
  );

describe('the rows of a timeline', () => {
  it.each([
    [{}, ['read', 'e1', 'other']],
    [{ changes: true }, ['e1', 'other']],
    [{ detected: true }, ['e1', 'other']],
    [{ words: ['listusers'] }, ['read', 'e1']],
    [{ words: ['removed', '198.51'] }, ['e1', 'other']],
    [{ words: ['nowhere'] }, ['e1']],
  ])('are for %j these, the event itself always among them', (filter, expected) => {
    expect(kept(filter)).toEqual(expected);
  });

  it('are counted by time, each once', () => {
    const at = (timeMs: number) => ({ timeMs });
    const { times, counts } = perBucket([at(0), at(9), at(10), at(39), at(40)], { fromMs: 0, toMs: 40 }, 4);
    expect(times).toEqual([0, 10, 20, 30]);
    expect(counts).toEqual([2, 1, 0, 2]);
  });
});
