import { DEFAULT_ACCOUNT, DEFAULT_EXTERNAL_ID, DEFAULT_ROLE } from '../../cloudtrail/emulator';
import { record } from '../../cloudtrail/emulator/testing';
import { columnOf } from '../testing/emulatedBackend';
import { expectAll, FaultyTrail } from './testing';

const MINUTE = 60_000;

/** Half an hour in seconds; queries have as much real time as otherwise. */
const FAST = { speed: 160, perRegion: 60, jsonData: { lookupTimeoutSeconds: 400 } };

/** STS has to be asked first, by the same clock. */
const ROLE = {
  assumeRoleArn: `arn:aws:iam::${DEFAULT_ACCOUNT}:role/${DEFAULT_ROLE}`,
  externalId: DEFAULT_EXTERNAL_ID,
};

/** A Grafana server whose clock is ten minutes off AWS's: signatures, what counts as new, and what counts as settled. */
let trail: FaultyTrail;
afterEach(() => trail.close());

/** An event that happens `aheadMs` after our present by AWS's clock, and is delivered so long after. */
function add(id: string, inMs: number, delayMs: number): void {
  const { clock, emulator } = trail.backend;
  emulator.addEvents([record(id, (Date.now() - clock.now() - inMs) / 1000)], delayMs);
}

async function idsOfLast(minutes: number, alert = false) {
  const { clock } = trail.backend;
  const toMs = clock.now();
  const query = { queryType: 'events', format: 'table', limit: 10_000 };
  const response = await trail.backend.query(query, { fromMs: toMs - minutes * MINUTE, toMs, alert });
  return { error: response.error, ids: columnOf(response.frames[0], 'eventID').map(String) };
}

describe("AWS's clock ten minutes ahead of ours", () => {
  it('is made up for in signatures; events of its present are found as soon as ours gets there', async () => {
    trail = await FaultyTrail.start({ ...FAST, jsonData: { ...FAST.jsonData, ...ROLE } });
    trail.backend.emulator.setFaults({ clockOffsetSeconds: 600 });
    expectAll(trail, await trail.refreshed());
    expect((await trail.alert()).error).toBeUndefined();
    // It happens there now, ten minutes from now here.
    add('future', 10 * MINUTE, 0);
    expect((await idsOfLast(60)).ids).not.toContain('future');
    await trail.backend.clock.sleep(10.5 * MINUTE);
    const { ids } = await idsOfLast(60);
    expect(ids.filter((id) => id === 'future')).toHaveLength(1);
  }, 60_000);
});

describe("our clock ten minutes ahead of AWS's", () => {
  it('settles nothing too early, and tells alerts that their window has not happened yet', async () => {
    trail = await FaultyTrail.start(FAST);
    trail.backend.emulator.setFaults({ clockOffsetSeconds: -600 });
    // It happened a moment ago there, and is delivered 14 minutes later: 24 minutes after its time, by our clock.
    add('late', -10 * MINUTE, 14 * MINUTE);
    const during = await trail.panel();
    expect(during.trouble).toMatch(/clock of the Grafana server is 10 minutes ahead.*Synchronise it/);
    expect((await idsOfLast(5, true)).error).toMatch(/10 minutes ahead/);
    // Our queries go on all the while.
    for (let minute = 0; minute < 26; minute += 2) {
      await idsOfLast(60);
      await trail.backend.clock.sleep(2 * MINUTE);
    }
    expect((await idsOfLast(60)).ids.filter((id) => id === 'late')).toHaveLength(1);
    trail.mend();
    expectAll(trail, await trail.refreshed(), ['late']);
  }, 60_000);
});

describe("the end of CloudTrail's history", () => {
  it.each([
    ["is further away by AWS's clock than by ours", { clockOffsetSeconds: 600 }],
    ['passes the start of a scan that lasts', { latencyMs: 35_000 }],
  ])(
    '%s: all that there is is found',
    async (_, faults) => {
      trail = await FaultyTrail.start({ ...FAST, perRegion: 3000, ageMinutes: 20 });
      // A little inside the two minutes that scans stay off the end: answers of 35 s take the scan past it.
      const oldestMs = trail.backend.clock.now() - 90 * 24 * 60 * MINUTE + 2.2 * MINUTE;
      trail.backend.emulator.setFaults(faults);
      expectAll(trail, await trail.refreshed(20, oldestMs));
      expect(trail.outcomes('InvalidTimeRangeException')).toBeGreaterThan(0);
      // What was refused is over with: nothing is left to ask for.
      const requests = trail.requests();
      expectAll(trail, await trail.panel(oldestMs));
      expect(trail.requests()).toBe(requests);
    },
    60_000
  );
});
