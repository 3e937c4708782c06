// Drives the CloudTrail emulator with boto3 and checks its answers against botocore's service models.
// usage: npm run check:boto3      exit 0 good or skipped, 1 failures
// Skips, and says so, where Python or its package index is out of reach. Athena's part is in `npm run test:trino`.
import { prepareBoto3, runPython } from './lib/boto3.mjs';
import { loadSource } from './lib/loadSource.mjs';

const missing = prepareBoto3();
if (missing) {
  console.log(`check:boto3: skipped, because ${missing}.`);
  process.exit(0);
}
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
const code = await runPython('check_boto3.py', [emulator.url, JSON.stringify(accounts)]);
await emulator.close();
process.exit(code);
