import { DEFAULT_ACCOUNT, DEFAULT_EXTERNAL_ID, DEFAULT_ROLE } from '../../cloudtrail/emulator';
import { expectAll, FaultyTrail, SOUND } from './testing';

/** Permissions and credentials that end while lookups are under way. */
let trail: FaultyTrail;
afterEach(() => trail.close());

describe('access denied in one region', () => {
  it('is told with what to do, keeps the other region going, and is over when access is given', async () => {
    trail = await FaultyTrail.start();
    trail.break({ accessDenied: true });
    const during = await trail.panel();
    expect(during.faulty).toEqual([]);
    expect([...during.sound].sort()).toEqual(trail.planted[SOUND]);
    expect(during.trouble).toMatch(/AWS denied cloudtrail:LookupEvents .*us-east-1.*Attach a policy/);
    expect(await trail.alert()).toMatchObject({
      error: expect.stringMatching(/denied.*us-east-1/) as string,
      status: 403,
    });
    // It is asked at each query, and not over and over.
    expect(trail.requests()).toBeLessThan(10);
    trail.mend();
    expectAll(trail, await trail.refreshed());
  }, 60_000);

  it('that begins in mid-scan leaves what was fetched', async () => {
    trail = await FaultyTrail.start({ speed: 20, perRegion: 2000, ageMinutes: 20 });
    const running = trail.panel();
    await trail.pages(20);
    trail.break({ accessDenied: true });
    const during = await running;
    expect(during.trouble).toMatch(/denied/);
    expect(during.faulty.length).toBeGreaterThan(500);
    trail.mend();
    const before = trail.requests();
    expectAll(trail, await trail.refreshed());
    expect(trail.requests() - before).toBeLessThan(trail.pagesLeft(during));
  }, 60_000);
});

describe('sessions of an assumed role that expire in mid-scan', () => {
  it('are renewed without a word', async () => {
    trail = await FaultyTrail.start({
      perRegion: 1500,
      jsonData: {
        assumeRoleArn: `arn:aws:iam::${DEFAULT_ACCOUNT}:role/${DEFAULT_ROLE}`,
        externalId: DEFAULT_EXTERNAL_ID,
      },
    });
    const running = trail.panel();
    await trail.pages(10);
    trail.break({ places: undefined, expireSessions: true });
    expect((await running).trouble).not.toMatch(/expired/);
    expectAll(trail, await trail.refreshed());
    expect(trail.outcomes('ExpiredTokenException')).toBeGreaterThan(0);
    // One session at first, and one more for both regions.
    expect(trail.backend.emulator.stats().byOperation.AssumeRole).toBe(2);
    expect((await trail.alert()).error).toBeUndefined();
  }, 60_000);
});

describe('a session token of the settings that has expired', () => {
  it('is told with what to do', async () => {
    const now = Date.now();
    trail = await FaultyTrail.start({
      accounts: [
        {
          id: DEFAULT_ACCOUNT,
          keys: [
            { accessKeyId: 'ASIAEXAMPLE000000001', secretAccessKey: 'short', sessionToken: 'token', expiresAtMs: now },
          ],
        },
      ],
      secureJsonData: { accessKey: 'ASIAEXAMPLE000000001', secretKey: 'short', sessionToken: 'token' },
    });
    expect((await trail.panel()).trouble).toMatch(/credentials have expired.*Enter a new session token/);
    expect(await trail.alert()).toMatchObject({ error: expect.stringMatching(/have expired/) as string, status: 401 });
  }, 60_000);
});
