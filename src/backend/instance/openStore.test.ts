import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { DataResponse } from '../protocol/handlers';
import { TestBackend } from '../testing/backend';
import { SAMPLE_EVENTS } from '../testing/sampleEvents';
import { SAMPLE_RULES } from '../testing/sampleRules';

const COUNTS = { queryType: 'counts', format: 'numeric' };
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'sigtrail-open-store-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function start(jsonData: Record<string, unknown> = {}): TestBackend {
  return new TestBackend({ rules: SAMPLE_RULES, events: SAMPLE_EVENTS, storeFolder: folder, jsonData });
}

function notices(response: DataResponse): string[] {
  return response.frames.flatMap(({ meta }) => meta?.notices ?? []).map(({ text }) => text);
}

describe('the event store', () => {
  it('outlives the process: a new one asks for nothing that was fetched', async () => {
    const first = start();
    const [before] = await first.queries([COUNTS, { queryType: 'detections' }]);
    await first.handlers.dispose();

    const second = start();
    const after = await second.query(COUNTS);
    expect(after.frames[0].fields).toEqual(before.frames[0].fields);
    expect(second.trail('us-east-1').calls).toEqual([]);
    await second.handlers.dispose();
  });

  it('does not show one account’s events with other credentials', async () => {
    const first = start();
    await first.query(COUNTS);
    await first.handlers.dispose();

    const other = start({ assumeRoleArn: 'arn:aws:iam::222222222222:role/audit' });
    await other.query(COUNTS);
    expect(other.trail('us-east-1').calls.length).toBeGreaterThan(0);
    await other.handlers.dispose();
  });

  it('keeps nothing of a stand-in for AWS, unless it is asked to', async () => {
    const endpoint = 'http://127.0.0.1:4580';
    for (const jsonData of [{ endpoint }, { endpoint, storePath: path.join(folder, 'own') }]) {
      const backend = start(jsonData);
      await backend.query(COUNTS);
      await backend.handlers.dispose();
    }
    expect(readdirSync(folder)).toEqual(['own']);
  });

  it('takes memory where its folder cannot be written, says so, and moves to the file once it can', async () => {
    const plain = path.join(folder, 'plain');
    writeFileSync(plain, '');
    const backend = start({ storePath: path.join(plain, 'x') });
    const told = /cannot be written: .* Set storePath to a folder that Grafana may write.*in memory only/;
    const before = await backend.query(COUNTS);
    expect(before.error).toBeUndefined();
    expect(notices(before)).toEqual([expect.stringMatching(told)]);
    const health = await backend.health();
    expect(health.status).toBe('ok');
    expect(health.message).toMatch(told);
    expect(backend.logs.filter((line) => told.test(line))).toHaveLength(1);

    rmSync(plain);
    await backend.clock.advance(31_000);
    const after = await backend.query(COUNTS);
    expect(notices(after)).toEqual([]);
    expect(after.frames[0].fields).toEqual(before.frames[0].fields);
    expect((await backend.health()).message).not.toMatch(told);
    expect(readdirSync(path.join(plain, 'x'))).toContainEqual(expect.stringMatching(/^events-.*\.db$/));
    await backend.handlers.dispose();
  });
});
