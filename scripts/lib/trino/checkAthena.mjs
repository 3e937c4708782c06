import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { prepareBoto3, runPython } from '../boto3.mjs';
import { loadSource } from '../loadSource.mjs';

const ROWS = 2500;

/** Drives the emulator of Athena, over a table of its own, with boto3. @returns an exit code; 0 where boto3 is not at hand */
export async function checkAthena(trino) {
  const missing = prepareBoto3();
  if (missing) {
    console.log(`test:trino: Athena by boto3 is skipped, because ${missing}.`);
    return 0;
  }
  mkdirSync(join(trino.files, 'boto3'), { recursive: true });
  const lines = Array.from({ length: ROWS }, (_, index) => JSON.stringify({ eventID: `e${index}`, eventName: null }));
  writeFileSync(join(trino.files, 'boto3/events.json'), `${lines.join('\n')}\n`);
  await trino.execute(
    'CREATE TABLE IF NOT EXISTS hive.default.boto3 (eventid varchar, eventname varchar, ' +
      'useridentity row(type varchar, sessioncontext row(creationdate varchar)), resources array(row(arn varchar))) ' +
      "WITH (external_location = 'local:///boto3', format = 'OPENX_JSON')"
  );
  const { startEmulator } = await loadSource('src/cloudtrail/emulator/index.ts');
  const emulator = await startEmulator({
    athena: {
      trinoUrl: trino.url,
      maxActiveQueries: 3,
      workgroups: [
        { name: 'primary' },
        { name: 'enforced', outputLocation: 's3://enforced/x/', enforce: true },
        { name: 'small', outputLocation: 's3://results/', bytesScannedCutoff: 10 },
      ],
    },
  });
  try {
    const [{ keys }] = emulator.accounts;
    return await runPython('check_athena.py', [emulator.url, JSON.stringify(keys[0]), String(ROWS)]);
  } finally {
    await emulator.close();
  }
}
