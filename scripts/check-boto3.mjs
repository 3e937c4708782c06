// Drives the CloudTrail emulator with boto3 and checks its answers against botocore's service models.
// usage: npm run check:boto3      exit 0 good or skipped, 1 failures
// Skips, and says so, where Python or its package index is out of reach.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { loadSource } from './lib/loadSource.mjs';
import { root } from './lib/paths.mjs';

const BOTO3 = '1.44.5';
const cache = join(root, '.cache/boto3');
const python = join(cache, process.platform === 'win32' ? 'Scripts/python.exe' : 'bin/python');

function skip(why) {
  console.log(`check:boto3: skipped, because ${why}.`);
  process.exit(0);
}

function prepare() {
  const run = (command, args) => spawnSync(command, args, { encoding: 'utf8' });
  if (!existsSync(python)) {
    const { status, error, stdout, stderr } = run('python3', ['-m', 'venv', cache]);
    if (error || status !== 0) {
      skip(`python3 -m venv does not work here (${error?.message ?? `${stdout}${stderr}`.trim()})`);
    }
  }
  if (run(python, ['-c', `import boto3; assert boto3.__version__ == "${BOTO3}"`]).status !== 0) {
    const { status, stderr } = run(python, ['-m', 'pip', 'install', '--quiet', `boto3==${BOTO3}`]);
    if (status !== 0) {
      skip(`pip could not install boto3 ${BOTO3} (${stderr.trim().split('\n').at(-1)})`);
    }
  }
}

prepare();
const { startEmulator, defaultAccounts, DEFAULT_EXTERNAL_ID, DEFAULT_ROLE } = await loadSource(
  'src/cloudtrail/emulator/index.ts'
);
const emulator = await startEmulator({
  accounts: defaultAccounts(['111122223333', '444455556666']),
  requestsPerSecond: Infinity,
});
const accounts = emulator.accounts.map(({ id, keys: [key] }) => ({
  id,
  accessKeyId: key.accessKeyId,
  secretAccessKey: key.secretAccessKey,
  roleArn: `arn:aws:iam::${id}:role/${DEFAULT_ROLE}`,
  externalId: DEFAULT_EXTERNAL_ID,
}));
const child = spawn(python, [join(root, 'tests/emulator/check_boto3.py'), emulator.url, JSON.stringify(accounts)], {
  stdio: 'inherit',
  // Proxies must not come between, nor this machine's own AWS settings.
  env: { PATH: process.env.PATH, AWS_EC2_METADATA_DISABLED: 'true', AWS_CONFIG_FILE: '/dev/null', NO_PROXY: '*' },
});
child.once('exit', async (code) => {
  await emulator.close();
  process.exit(code ?? 1);
});
