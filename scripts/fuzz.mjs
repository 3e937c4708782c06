// Gives the Sigma engine damaged and hostile rules, conditions and events until the time is over.
// usage: npm run fuzz -- [--minutes M] [--seed N]      exit 0 no failure, 1 failures, 2 bad usage
import { build } from 'esbuild';
import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const { minutes, seed } = readOptions();

function readOptions() {
  try {
    const { values } = parseArgs({ options: { minutes: { type: 'string' }, seed: { type: 'string' } } });
    const options = { minutes: Number(values.minutes ?? 1), seed: Number(values.seed ?? Date.now() % 1_000_000_000) };
    if (!(options.minutes > 0) || !Number.isSafeInteger(options.seed)) {
      throw new Error('--minutes takes a number above 0, --seed a whole number.');
    }
    return options;
  } catch (error) {
    console.error(`${error.message}\nusage: npm run fuzz -- [--minutes M] [--seed N]`);
    process.exit(2);
  }
}

const work = mkdtempSync(join(tmpdir(), 'sigtrail-fuzz-'));
try {
  const outfile = join(work, 'fuzz.cjs');
  await build({
    entryPoints: [join(root, 'src/sigma/fuzz/run.ts')],
    bundle: true,
    platform: 'node',
    format: 'cjs',
    outfile,
    logLevel: 'error',
    absWorkingDir: root,
  });
  const { fuzz } = createRequire(import.meta.url)(outfile);
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc');
  const heap = () => {
    collect();
    return process.memoryUsage().heapUsed;
  };
  console.log(`fuzz: seed ${seed}, ${minutes} minutes`);
  const failures = fuzz({ minutes, seed, say: console.log, heap });
  failures.forEach((failure) => console.error(`FAILED ${failure}`));
  process.exitCode = failures.length > 0 ? 1 : 0;
} finally {
  rmSync(work, { recursive: true, force: true });
}
