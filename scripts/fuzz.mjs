// Gives the Sigma engine damaged and hostile rules, conditions and events until the time is over.
// usage: npm run fuzz -- [--minutes M] [--seed N]      exit 0 no failure, 1 failures, 2 bad usage
import { parseArgs } from 'node:util';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { loadSource } from './lib/loadSource.mjs';

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

const { fuzz } = await loadSource('src/sigma/fuzz/run.ts');
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
