import { expectAll, expectNoneTwice, FaultyTrail, SOUND } from './testing';

/** A region that does not answer for a while: what a query gets meanwhile, and that it is made up for afterwards. */
let trail: FaultyTrail;
afterEach(() => trail.close());

describe('throttled for 5 minutes', () => {
  it('answers in time with the other region, goes on by itself afterwards, and loses nothing', async () => {
    trail = await FaultyTrail.start();
    trail.break({ throttleForSeconds: 300 });
    const during = await trail.panel();
    expect(during.faulty).toEqual([]);
    expect([...during.sound].sort()).toEqual(trail.planted[SOUND]);
    expect(during.trouble).toMatch(/throttled cloudtrail:LookupEvents .*us-east-1.*2 requests a second/);
    expect(await trail.alert()).toMatchObject({ error: expect.stringMatching(/throttled/) as string, status: 429 });
    // It keeps trying, though not at the full pace.
    await trail.backend.clock.sleep(330_000);
    expect(trail.outcomes('ThrottlingException')).toBeLessThan(150);
    expect(trail.requests()).toBeGreaterThan(trail.outcomes('ThrottlingException'));
    expectAll(trail, await trail.refreshed());
  }, 60_000);
});

describe('answers that take 35 s', () => {
  it('are waited for behind the query, which answers in time and is complete later', async () => {
    trail = await FaultyTrail.start({ ageMinutes: 20, jsonData: { lookupTimeoutSeconds: 25 } });
    trail.break({ latencyMs: 35_000 });
    const during = await trail.panel();
    expect([...during.sound].sort()).toEqual(trail.planted[SOUND]);
    expect(during.trouble).toMatch(/us-east-1.*lookupTimeoutSeconds.*[0-9]+ % of the time is there, and the lookup goes on/);
    expect(await trail.alert()).toMatchObject({
      error: expect.stringMatching(/not be searched completely/) as string,
      status: 504,
    });
    // Refreshed while answers still take that long.
    expectAll(trail, await trail.refreshed(30));
    // Five pages, and those that tell how busy the region is: every refresh joins the lookup that is under way.
    expect(trail.requests()).toBeLessThan(12);
  }, 60_000);
});

describe.each([
  ['dropped connections', { dropEvery: 2 }],
  ['HTTP 500', { failEvery: 2 }],
  ['HTTP 503', { failEvery: 2, failStatus: 503 }],
])('every other lookup ends in %s', (_, faults) => {
  it('costs time, and nothing else', async () => {
    trail = await FaultyTrail.start();
    trail.break(faults);
    expectNoneTwice(await trail.panel());
    expectAll(trail, await trail.refreshed());
    expect((await trail.alert()).error).toBeUndefined();
  }, 60_000);
});

describe.each([
  ['dropped connections', { dropEvery: 1 }, /could not be reached.*us-east-1/],
  ['HTTP 500', { failEvery: 1 }, /CloudTrail failed .*us-east-1/],
])('every lookup ends in %s', (_, faults, message) => {
  it('is told, and made up for afterwards from where the lookup was', async () => {
    trail = await FaultyTrail.start({ speed: 20, perRegion: 2000, ageMinutes: 20 });
    const first = trail.panel();
    await trail.pages(20);
    trail.break(faults);
    const during = await first;
    expect(during.trouble).toMatch(message);
    expectNoneTwice(during);
    expect(during.faulty.length).toBeGreaterThan(500);
    expect(during.faulty.length).toBeLessThan(2000);
    expect(await trail.alert()).toMatchObject({ error: expect.stringMatching(message) as string, status: 502 });
    // The other region goes on, and what was fetched is shown, all the while.
    await trail.backend.clock.sleep(20_000);
    const later = await trail.panel();
    expect([...later.sound].sort()).toEqual(trail.planted[SOUND]);
    expect(later.faulty).toEqual(during.faulty);
    trail.mend();
    const before = trail.requests();
    expectAll(trail, await trail.refreshed());
    expect(trail.requests() - before).toBeLessThan(trail.pagesLeft(during));
  }, 60_000);
});
