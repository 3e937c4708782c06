import { existsSync } from 'node:fs';
import path from 'node:path';
import { TRAIL_COLUMNS } from '../../tests/trino/columns';
import { loadTable, sharedRecords } from '../../tests/trino/loadTable';
import { trinoUrl } from '../../tests/trino/server';
import type { StatusResponse } from '../contract/resources';
import type { Frame } from './frames/frame';
import type { DataResponse } from './protocol/handlers';
import { columnOf, EmulatedBackend } from './testing/emulatedBackend';
import { recordsOfOneAccount, rulesIn, valuesOf } from './testing/trailBackend';

const RULES = path.resolve(__dirname, '../../rules');
const SHARED_RULES = path.resolve(__dirname, '../../../shared/data/sigma-rules');
const MINUTE_MS = 60_000;
const texts = sharedRecords('stratus-red-team.ndjson');

function framesOf({ frames, error }: DataResponse): readonly Frame[] {
  expect(error).toBeUndefined();
  return frames;
}

(texts ? describe : describe.skip)('the trail behind the backend', () => {
  let backend: EmulatedBackend;

  beforeAll(async () => {
    const nowMs = Date.now();
    const records = recordsOfOneAccount(texts ?? [], nowMs - 20 * MINUTE_MS);
    const { catalog, schema, table } = await loadTable('backend', records, {
      partitions: 'day',
      columns: [...TRAIL_COLUMNS, ['managementevent', 'varchar']],
    });
    const rules = { ...rulesIn(RULES), ...(existsSync(SHARED_RULES) ? rulesIn(SHARED_RULES) : {}) };
    const trail = { engine: 'trino', table: `${catalog}.${schema}.${table}`, url: trinoUrl() };
    backend = await EmulatedBackend.start({ rules, jsonData: { trail }, requestsPerSecond: 1000 });
    backend.emulator.addEvents(records);
  });
  afterAll(() => backend.close());

  const ask = async (source: string, model: Record<string, unknown>, alert = false): Promise<readonly Frame[]> => {
    const toMs = backend.clock.now();
    const fromMs = toMs - 20 * 86_400_000;
    return framesOf(await backend.query({ ...model, source, fill: 'none', limit: 100_000 }, { fromMs, toMs, alert }));
  };

  it('gives an alert the same frame as LookupEvents', async () => {
    const model = { queryType: 'counts', format: 'numeric', groupBy: ['account', 'region', 'userIdentity.arn'] };
    const [lookup] = await ask('lookup', model, true);
    const [trail] = await ask('trail', model, true);
    expect(columnOf(lookup, 'count').length).toBeGreaterThan(20);
    expect(valuesOf(trail)).toEqual(valuesOf(lookup));
    expect(trail.meta?.custom).toMatchObject({ stats: { source: 'trail' } });
  });

  it('gives the same time series', async () => {
    const model = { queryType: 'counts', format: 'timeseries' };
    const [lookup, trail] = [await ask('lookup', model), await ask('trail', model)];
    expect(trail.length).toBeGreaterThan(10);
    expect(trail.map(valuesOf)).toEqual(lookup.map(valuesOf));
  });

  it('gives the same detections, and the same records', async () => {
    const model = { queryType: 'detections', format: 'table' };
    const [lookup, trail] = await Promise.all(
      ['lookup', 'trail'].map(async (each) => rowsOf((await ask(each, model))[0]))
    );
    expect(trail.length).toBeGreaterThan(50);
    expect(trail).toEqual(lookup);
  });

  it('gives the same events for a lookup and for filters', async () => {
    for (const model of [
      { lookup: { attribute: 'EventName', value: 'StopLogging' } },
      { lookup: { attribute: 'EventSource', value: 'iam.amazonaws.com' } },
      { filters: [{ field: 'userIdentity.type', operator: '=', value: 'IAMUser' }] },
      { filters: [{ field: 'eventName', operator: '=~', value: 'Delete.*' }] },
    ]) {
      const asked = { queryType: 'events', format: 'table', ...model };
      const [lookup, trail] = [await ask('lookup', asked), await ask('trail', asked)];
      expect(columnOf(trail[0], 'eventID').sort()).toEqual(columnOf(lookup[0], 'eventID').sort());
      expect(columnOf(trail[0], 'eventID').length).toBeGreaterThan(0);
    }
  });

  it('reads nothing anew for a panel whose rules were searched, and says what it cost', async () => {
    await ask('trail', { queryType: 'detections', format: 'table' });
    const [again] = await ask('trail', { queryType: 'detections', format: 'table', rules: { minLevel: 'high' } });
    expect(again.meta?.custom).toMatchObject({ stats: { source: 'trail', pages: 0, scannedBytes: 0 } });
    const call = { method: 'GET', path: 'status', query: new URLSearchParams(), headers: {}, body: Buffer.from('') };
    const { context } = backend;
    const response = await backend.handlers.callResource({ context, ...call }, new AbortController().signal);
    const { trail } = JSON.parse(Buffer.from(response.body).toString()) as StatusResponse;
    expect(trail?.today.bytes).toBeGreaterThan(0);
    expect(trail?.statements[0]).toMatchObject({ outcome: 'finished' });
  });

  it('counts the events of the trail by kind, data events too', async () => {
    const [frame] = await ask('trail', { queryType: 'coverage' });
    const seen = columnOf(frame, 'seen') as number[];
    expect(seen.reduce((sum, count) => sum + count, 0)).toBe(new Set(texts).size);
  });

  it('is asked by itself where LookupEvents does not reach', async () => {
    const toMs = backend.clock.now() - 100 * 86_400_000;
    const response = await backend.query({ queryType: 'detections' }, { fromMs: toMs - 3_600_000, toMs });
    expect(framesOf(response)[0].meta?.custom).toMatchObject({ stats: { source: 'trail', events: 0 } });
  });

  it('says what it found on Save & test', async () => {
    const { status, message } = await backend.handlers.checkHealth(backend.context, new AbortController().signal);
    expect(status).toBe('ok');
    expect(message).toMatch(
      /Trino reads hive\.default\.backend_\w+: \d+ columns, partitioned by day\. Its newest event/
    );
  });
});

/** Rows of a table in an order that does not depend on which of one second's events came first. */
function rowsOf(frame: Frame): unknown[] {
  const columns = valuesOf(frame);
  const names = Object.keys(columns);
  const rows = Array.from({ length: columns.eventID.length }, (_, row) =>
    Object.fromEntries(names.map((name) => [name, columns[name][row]]))
  );
  const key = (row: Record<string, unknown>) => JSON.stringify([row.time, row.rule_id, row.eventID]);
  return rows.sort((a, b) => (key(a) < key(b) ? -1 : 1));
}
