import { LookupEventsCommand } from '@aws-sdk/client-cloudtrail';
import type { EmulatorFaults } from './faults/faults';
import { startEmulator, type Emulator } from './startEmulator';
import { cloudTrail, lookupAll, record } from './testing';

let emulator: Emulator;
beforeEach(async () => {
  emulator = await startEmulator({ requestsPerSecond: Infinity });
  emulator.addEvents(['a', 'b', 'c'].map((id, index) => record(id, 10 + index)));
});
afterEach(() => emulator.close());

const once = (region?: string) => cloudTrail(emulator, region).send(new LookupEventsCommand({ MaxResults: 2 }));

describe('faults of the emulator', () => {
  it.each<[EmulatorFaults, string]>([
    [{ throttleForSeconds: 60 }, 'ThrottlingException'],
    [{ accessDenied: true }, 'AccessDeniedException'],
    [{ optInRequired: true }, 'OptInRequired'],
    [{ failEvery: 1 }, 'InternalFailure'],
    [{ dropEvery: 1 }, 'Error'],
  ])('%j', async (faults, name) => {
    emulator.setFaults({ ...faults, places: ['us-east-1'] });
    await expect(once()).rejects.toMatchObject({ name });
    await expect(once('eu-west-1')).resolves.toBeDefined();
    emulator.setFaults({});
    await expect(once()).resolves.toBeDefined();
  });

  it('sends empty pages with a token, and loses nothing', async () => {
    emulator.setFaults({ emptyPageEvery: 2 });
    const client = cloudTrail(emulator);
    await client.send(new LookupEventsCommand({}));
    expect(await client.send(new LookupEventsCommand({}))).toMatchObject({
      Events: [],
      NextToken: expect.any(String) as string,
    });
    emulator.setFaults({ emptyPageEvery: 2 });
    expect(await lookupAll(client, { MaxResults: 1 })).toEqual(['a', 'b', 'c']);
  });

  it('refuses a good token when told so', async () => {
    emulator.setFaults({ refuseTokenEvery: 1 });
    await expect(lookupAll(cloudTrail(emulator), { MaxResults: 1 })).rejects.toMatchObject({
      name: 'InvalidNextTokenException',
    });
  });

  it('garbles records, not envelopes', async () => {
    emulator.setFaults({ garbleEvery: 2, garbleAs: 'cut' });
    const { Events = [] } = await cloudTrail(emulator).send(new LookupEventsCommand({}));
    expect(Events.map(({ EventId }) => EventId)).toEqual(['a', 'b', 'c']);
    const valid = (text = '') => {
      try {
        return JSON.parse(text) !== null;
      } catch {
        return false;
      }
    };
    expect(Events.map(({ CloudTrailEvent }) => valid(CloudTrailEvent))).toEqual([true, false, true]);
  });

  it('is set over HTTP, though not by a page of a browser, and says what it does not know', async () => {
    const put = (body: string, headers: Record<string, string> = {}) =>
      fetch(`${emulator.url}/_emulator/faults`, { method: 'PUT', body, headers });
    expect((await put('{"accessDenied": true}', { origin: 'http://evil.example' })).status).toBe(403);
    await expect(once()).resolves.toBeDefined();
    expect(await (await put('{"acessDenied": true}')).json()).toMatchObject({
      message: expect.stringMatching(/There is no fault "acessDenied"/) as string,
    });
    expect((await put('{"accessDenied": true}')).status).toBe(200);
    await expect(once()).rejects.toMatchObject({ name: 'AccessDeniedException' });
    const added = await fetch(`${emulator.url}/_emulator/events`, { method: 'POST', body: record('d', 5) });
    expect(await added.json()).toMatchObject({ added: 1 });
    expect(await (await fetch(`${emulator.url}/_emulator/stats`)).json()).toMatchObject({ events: 4 });
  });
});
