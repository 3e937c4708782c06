import { expectAll, expectNoneTwice, FAULTY, FaultyTrail } from './testing';

/** Pages that are not what one would expect of them. */
let trail: FaultyTrail;
afterEach(() => trail.close());

describe('every other page empty, with a token', () => {
  it('is read to its end', async () => {
    trail = await FaultyTrail.start();
    trail.break({ emptyPageEvery: 2 });
    expectAll(trail, await trail.refreshed());
    expect((await trail.alert()).error).toBeUndefined();
  }, 60_000);
});

describe.each([
  ['every other', 2],
  ['every', 1],
])('%s token refused', (_, refuseTokenEvery) => {
  it('begins again where the lookup was, not at the start', async () => {
    trail = await FaultyTrail.start({ perRegion: 600 });
    trail.break({ refuseTokenEvery });
    expectNoneTwice(await trail.panel());
    expectAll(trail, await trail.refreshed());
    expect(trail.outcomes('InvalidNextTokenException')).toBeGreaterThan(3);
    // 600 events are 12 pages, and as many refusals at most; the edge is looked at again by each refresh.
    expect(trail.requests()).toBeLessThan(60);
  }, 60_000);
});

describe.each(['cut', 'null'] as const)('every 10th record %s', (garbleAs) => {
  it('leaves its event in the list, keeps rules from it, and says so', async () => {
    trail = await FaultyTrail.start({ perRegion: 100 });
    trail.break({ garbleEvery: 10, garbleAs });
    const seen = await trail.panel();
    expect([...seen.faulty].sort()).toEqual(trail.planted[FAULTY]);
    expect(seen.status).toBe(200);
    expect(seen.trouble).toMatch(/returned \d+ events without a readable record; no rule was run on them/);
    // What rules can see is complete: an alert goes on, over the events that can be read.
    const alert = await trail.alert();
    expect(alert.error).toBeUndefined();
    const [count] = alert.frames[0].fields.find(({ name }) => name === 'count')?.values as number[];
    expect(count).toBeLessThan(200);
    expect(count).toBeGreaterThanOrEqual(170);
  }, 60_000);
});
