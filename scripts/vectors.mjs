// Runs the Sigma engine over every vector file of a folder.
// usage: npm run vectors -- FOLDER      exit 0 all passed, 1 failures, 2 bad usage
// Prints one JSON object a file, {"file", "passed", "failed", "skipped"}, and the first ten failures behind it.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { loadSource } from './lib/loadSource.mjs';

const SHOWN_FAILURES = 10;
const MAX_LINE = 600;
const folder = process.argv[2];
if (!folder || !existsSync(folder)) {
  console.error(folder ? `There is no folder ${folder}.` : 'usage: npm run vectors -- FOLDER');
  process.exit(2);
}
const files = readdirSync(folder)
  .filter((name) => name.endsWith('.json'))
  .sort();
if (files.length === 0) {
  console.error(`${folder} holds no .json files.`);
  process.exit(2);
}

function runFile(file, runner) {
  try {
    return runner(parseVectors(basename(file, '.json'), readFileSync(join(folder, file), 'utf8')));
  } catch (error) {
    return { passed: 0, failed: 1, skipped: 0, failures: [`the file could not be run: ${error.message}`] };
  }
}

const { VECTOR_RUNNERS: runners, parseVectors } = await loadSource('src/sigma/vectors/registry.ts');
let failed = 0;
let run = 0;
for (const file of files) {
  const runner = runners[basename(file, '.json')];
  if (!runner) {
    console.log(JSON.stringify({ file, passed: 0, failed: 0, skipped: 0, note: 'no runner for this file' }));
    continue;
  }
  const result = runFile(file, runner);
  failed += result.failed;
  run += result.passed + result.failed;
  console.log(JSON.stringify({ file, passed: result.passed, failed: result.failed, skipped: result.skipped }));
  for (const failure of result.failures.slice(0, SHOWN_FAILURES)) {
    console.log(`  ${failure.length > MAX_LINE ? `${failure.slice(0, MAX_LINE)}…` : failure}`);
  }
}
if (run === 0) {
  console.error(`No vector of ${folder} was run: none of its files is known.`);
  process.exit(2);
}
process.exit(failed === 0 ? 0 : 1);
