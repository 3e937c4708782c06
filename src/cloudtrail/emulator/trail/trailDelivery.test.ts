import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { startEmulator } from '../startEmulator';
import { record } from '../testing';
import { TrailDelivery } from './trailDelivery';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'sigtrail-trail-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** The event ids of each object, by its folder. */
function delivered(): Record<string, string[]> {
  const byFolder: Record<string, string[]> = {};
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) =>
    file.endsWith('.gz')
  )) {
    const { Records: records } = JSON.parse(gunzipSync(readFileSync(path.join(folder, name))).toString()) as {
      Records: Array<{ eventID: string }>;
    };
    (byFolder[path.dirname(name)] ??= []).push(...records.map(({ eventID }) => eventID));
  }
  return byFolder;
}
const at = (eventID: string, eventTime: string, more = {}) => record(eventID, 0, { eventTime, ...more });

describe('a trail that the emulator delivers', () => {
  it('puts records under their account, region and day of delivery, each once', () => {
    const trail = new TrailDelivery(folder, { account: '999999999999', region: 'eu-west-1' });
    const late = at('late', '2026-03-31T23:57:00Z');
    trail.add(at('a', '2026-03-31T10:00:00Z'));
    trail.add(late);
    trail.add(
      at('elsewhere', '2026-03-31T10:00:00Z', { awsRegion: 'eu-central-1', recipientAccountId: '444455556666' })
    );
    trail.add(at('nowhere', '2026-03-31T10:00:00Z', { awsRegion: undefined, recipientAccountId: '../../etc' }));
    trail.deliver();
    trail.add(late);
    trail.add('broken');
    trail.add('{"eventID": "timeless"}');
    trail.deliver();
    expect(delivered()).toEqual({
      'AWSLogs/111122223333/CloudTrail/us-east-1/2026/03/31': ['a'],
      'AWSLogs/111122223333/CloudTrail/us-east-1/2026/04/01': ['late'],
      'AWSLogs/444455556666/CloudTrail/eu-central-1/2026/03/31': ['elsewhere'],
      'AWSLogs/999999999999/CloudTrail/eu-west-1/2026/03/31': ['nowhere'],
    });
  });

  it('has what LookupEvents shows, and data events that it does not', async () => {
    const emulator = await startEmulator({ trail: { folder } });
    emulator.addEvents([
      record('management', 3600),
      record('data', 3600, { managementEvent: false, eventCategory: 'Data' }),
    ]);
    expect(emulator.stats().events).toBe(1);
    await emulator.close();
    expect(Object.values(delivered()).flat().sort()).toEqual(['data', 'management']);
  });
});
