import { generateTraffic } from '../../emulator/generate';
import { loadTable } from '../../../../tests/trino/loadTable';
import { restartTrino, trinoRows } from '../../../../tests/trino/server';

const START = Date.parse('2026-03-30T12:00:00Z');
const DAY = 86_400_000;
const records = [
  ...generateTraffic({
    accounts: [{ accountId: '111122223333' }, { accountId: '444455556666' }],
    regions: ['us-east-1', 'eu-central-1'],
    fromMs: START,
    toMs: START + 3 * DAY,
    eventsPerHour: 20,
    seed: 'harness',
  }),
].map(({ record }) => JSON.stringify(record));

const idsOf = (texts: readonly string[]) =>
  texts.map((text) => (JSON.parse(text) as { eventID: string }).eventID).sort();

describe('tables of the Trino that tests run on', () => {
  it.each(['none', 'day', 'place'] as const)('partitioned: %s, holds every record once', async (partitions) => {
    const { table } = await loadTable('harness', records, { partitions });
    const rows = await trinoRows(`SELECT eventid FROM ${table} ORDER BY 1`);
    expect(rows.flat()).toEqual(idsOf(records));
    expect(await loadTable('harness', records, { partitions })).toMatchObject({ table });
  });

  it('reads the asked day alone, and objects lie under the day of their delivery', async () => {
    const { table } = await loadTable('harness', records, { partitions: 'day', delayMs: DAY / 2 });
    const rows = await trinoRows(`SELECT eventid FROM ${table} WHERE "timestamp" = '2026/04/01' ORDER BY 1`);
    const expected = records.filter((text) => {
      const { eventTime } = JSON.parse(text) as { eventTime: string };
      return eventTime >= '2026-03-31T12:00:00Z' && eventTime < '2026-04-01T12:00:00Z';
    });
    expect(rows.flat()).toEqual(idsOf(expected));
  });

  it('come through a restart', async () => {
    const { table } = await loadTable('harness', records, { partitions: 'place' });
    await restartTrino();
    expect(await trinoRows(`SELECT count(*) FROM ${table} WHERE region = 'eu-central-1'`)).toEqual([
      [records.filter((text) => text.includes('"awsRegion":"eu-central-1"')).length],
    ]);
  });
});
