// Reads the test runners' reports and prints the closing line of CI: `N passed, N failed, N skipped`.
// usage: node scripts/test-summary.mjs FOLDER
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const folder = process.argv[2];
if (!folder) {
  console.error('usage: node scripts/test-summary.mjs FOLDER');
  process.exit(2);
}
const read = (name) => {
  const path = join(folder, name);
  if (!existsSync(path)) {
    console.error(`${path} is missing: the test runner that writes it did not run.`);
    process.exit(1);
  }
  return JSON.parse(readFileSync(path, 'utf8'));
};

const jest = read('jest.json');
// Tests on a real Trino need Java: a step of their own that may have skipped itself.
const trino = existsSync(join(folder, 'trino.json'))
  ? read('trino.json')
  : { numPassedTests: 0, numFailedTests: 0, numRuntimeErrorTestSuites: 0, numPendingTests: 0 };
// Browser tests need a browser, so they are a step of their own that may not have run.
const e2e = existsSync(join(folder, 'playwright.json'))
  ? read('playwright.json')
  : { stats: { expected: 0, flaky: 0, unexpected: 0, skipped: 0 }, errors: [] };
const passed = jest.numPassedTests + trino.numPassedTests + e2e.stats.expected + e2e.stats.flaky;
const failed = [jest, trino].reduce(
  (sum, { numFailedTests, numRuntimeErrorTestSuites }) => sum + numFailedTests + numRuntimeErrorTestSuites,
  e2e.stats.unexpected + e2e.errors.length
);
const skipped = jest.numPendingTests + trino.numPendingTests + e2e.stats.skipped;
console.log(`${passed} passed, ${failed} failed, ${skipped} skipped`);
process.exit(failed === 0 && passed > 0 ? 0 : 1);
