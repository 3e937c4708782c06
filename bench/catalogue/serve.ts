// usage: serve RULES   the built plugin with so many generated rules; prints the address of its pages, and stops on SIGTERM
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { DATASOURCE_ID } from '../../src/contract/ids';
import { dataSourceInstance } from '../../src/cli/demo/backend';
import { backendExecutable, repositoryRoot } from '../../src/cli/demo/executable';
import { createDataSourceApi, startPlugin } from '../../src/cli/host';
import { startPreview } from '../../src/cli/preview/server';
import { untilStopped } from '../../src/cli/untilStopped';
import { startEmulator } from '../../src/cloudtrail/emulator';
import { generateTraffic } from '../../src/cloudtrail/emulator/generate';
import { catalogueRules } from './rules';

const HISTORY_MS = 3_600_000;

async function main(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'sigtrail-catalogue-'));
  for (const [file, text] of Object.entries(catalogueRules(Number(process.argv[2] ?? 3000)))) {
    const path = join(folder, 'rules', file);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
  const emulator = await startEmulator();
  const nowMs = Date.now();
  const accounts = emulator.accounts.map(({ id }) => ({ accountId: id }));
  const traffic = { seed: 'catalogue', eventsPerHour: 500, accounts, regions: ['us-east-1'] };
  for (const { record } of generateTraffic({ ...traffic, fromMs: nowMs - HISTORY_MS, toMs: nowMs })) {
    emulator.addEvents([JSON.stringify(record)]);
  }
  const [key] = emulator.accounts[0].keys ?? [];
  const dataSource = dataSourceInstance(
    {
      authType: 'keys',
      defaultRegion: 'us-east-1',
      regions: ['us-east-1'],
      endpoint: emulator.url,
      storePath: join(folder, 'store'),
      rulePaths: [join(folder, 'rules')],
      bundledRules: false,
    },
    { accessKey: key.accessKeyId, secretKey: key.secretAccessKey },
    nowMs
  );
  const root = repositoryRoot();
  const client = await startPlugin({ exe: backendExecutable(root) });
  const preview = await startPreview({
    api: createDataSourceApi({ client, pluginId: DATASOURCE_ID, dataSources: [dataSource] }),
    dataSource,
    pluginFolder: join(root, 'dist'),
    previewFolder: join(root, 'build/preview'),
    port: 0,
  });
  console.log(preview.url);
  await untilStopped();
  await preview.close();
  await client.stop();
  await emulator.close();
  rmSync(folder, { recursive: true, force: true });
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
