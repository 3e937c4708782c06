import { mkdtempSync } from 'node:fs';
import path from 'node:path';
import { trinoFiles, trinoUrl } from '../../../../tests/trino/server';
import { cached } from '../../aws/credentials';
import { systemClock } from '../../aws/clock';
import { createAthenaEngine } from '../../trail/athena/engine';
import { rowsOf } from '../../trail/testing/rowsOf';
import { startEmulator } from '../startEmulator';
import { KEYS, record } from '../testing';
import { createTrailTable } from './trailTable';

const never = () => new AbortController().signal;

it('reads by Athena what the emulator’s trail delivered, partition by partition', async () => {
  const folder = mkdtempSync(path.join(trinoFiles(), 'delivered-'));
  const emulator = await startEmulator({
    athena: { trinoUrl: trinoUrl(), workgroups: [{ name: 'primary', outputLocation: 's3://x/' }] },
    trail: { folder, everyMs: 50 },
  });
  const engine = createAthenaEngine({
    region: 'us-east-1',
    endpoint: emulator.url,
    credentials: cached(async () => KEYS),
  });
  const run = (statement: string) => rowsOf(engine.run(statement, { signal: never() }));
  const eventNames = () => run('SELECT eventid, requestparameters FROM AwsDataCatalog.default.cloudtrail ORDER BY 1');
  try {
    const table = {
      trinoUrl: trinoUrl(),
      catalog: 'hive',
      location: `local:///${path.basename(folder)}`,
      clock: systemClock,
    };
    const places = { accounts: ['111122223333'], regions: ['us-east-1', 'eu-west-1'] };
    expect(await createTrailTable({ ...table, ...places }, never())).toBeUndefined();
    emulator.addEvents([
      record('a', 86_400, { requestParameters: { userName: 'bob', nested: { list: [1, 'x'] } } }),
      record('b', 3600, { awsRegion: 'eu-west-1', managementEvent: false, eventCategory: 'Data' }),
    ]);
    let rows = await eventNames();
    while (rows.length < 2) {
      rows = await eventNames();
    }
    expect(rows).toEqual([
      ['a', '{"userName":"bob","nested":{"list":[1,"x"]}}'],
      ['b', null],
    ]);
    const [[count]] = await run(`SELECT count(*) FROM AwsDataCatalog.default.cloudtrail WHERE region = 'eu-west-1'`);
    expect(count).toBe('1');
    const view = { catalog: 'AwsDataCatalog', schema: 'default', table: 'cloudtrail' };
    const { columns } = await engine.describe(view, never());
    expect(columns.filter(({ isPartition }) => isPartition).map(({ name }) => name)).toEqual([
      'account',
      'region',
      'timestamp',
    ]);
  } finally {
    engine.close();
    await emulator.close();
  }
});
