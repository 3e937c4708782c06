// Reads the test runner's report and prints the closing line of CI: `N passed, N failed, N skipped`.
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
const passed = jest.numPassedTests;
const failed = jest.numFailedTests + jest.numRuntimeErrorTestSuites;
const skipped = jest.numPendingTests;
console.log(`${passed} passed, ${failed} failed, ${skipped} skipped`);
process.exit(failed === 0 && passed > 0 ? 0 : 1);
