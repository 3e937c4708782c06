import fc from 'fast-check';
import type { Detection } from '../../rule/account/detections';
import { diffDetections, type DetectionList } from './diffDetections';

const detection = (eventId: string, timeMs: number): Detection => ({
  eventId,
  timeMs,
  event: 'iam.amazonaws.com CreateUser',
  principal: 'p',
  sourceIPAddress: '',
  where: '1 us-east-1',
  account: '1',
  region: 'us-east-1',
  reasons: [],
  record: '{}',
});
const list = (rows: Detection[], complete = true): DetectionList => ({ rows, complete });
const ids = (rows: readonly Detection[]) => rows.map(({ eventId }) => eventId);

it('tells what a change gains, loses and keeps', () => {
  const { gained, lost, same, afterMs } = diffDetections(
    list([detection('c', 3), detection('b', 2), detection('a', 1)]),
    list([detection('d', 4), detection('b', 2), detection('b', 2)])
  );
  expect([ids(gained), ids(lost), same, afterMs]).toEqual([['d', 'b'], ['c', 'a'], 1, undefined]);
});

it('compares hits without an id by when they were and what of', () => {
  expect(diffDetections(list([detection('', 1)]), list([detection('', 1), detection('', 0)]))).toMatchObject({
    gained: [{ timeMs: 0 }],
    lost: [],
    same: 1,
  });
});

it('never calls something gained or lost that was only cut off', () => {
  const times = fc.uniqueArray(fc.integer({ min: 0, max: 30 }), { maxLength: 20 });
  fc.assert(
    fc.property(times, times, fc.integer({ min: 1, max: 8 }), (before, after, limit) => {
      const rows = (all: number[]) => [...all].sort((x, y) => y - x).map((time) => detection(String(time), time));
      const cut = (all: number[]) => list(rows(all).slice(0, limit), all.length <= limit);
      const { gained, lost, same, afterMs = -1 } = diffDetections(cut(before), cut(after));
      const newer = (all: number[]) => rows(all).filter(({ timeMs }) => timeMs > afterMs);
      expect(ids(gained)).toEqual(ids(newer(after)).filter((id) => !before.includes(Number(id))));
      expect(ids(lost)).toEqual(ids(newer(before)).filter((id) => !after.includes(Number(id))));
      expect(same).toBe(newer(after).length - gained.length);
    })
  );
});
