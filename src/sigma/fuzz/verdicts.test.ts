import { compareVerdicts } from './verdicts';

const PAIRS = 100_000;

it(`gives one verdict on ${PAIRS} pairs, however it is found`, () => {
  const first = Number(process.env.SIGTRAIL_SEED ?? Date.now() % 1_000_000_000);
  // Printed, so that a failure can be repeated: SIGTRAIL_SEED=… jest verdicts.
  process.stdout.write(`verdicts: seed ${first}\n`);
  let pairs = 0;
  let matches = 0;
  for (let seed = first; pairs < PAIRS; seed++) {
    const count = compareVerdicts(seed);
    pairs += count.pairs;
    matches += count.matches;
  }
  // Rules that never match, or always, would compare nothing.
  expect(matches / pairs).toBeGreaterThan(0.1);
  expect(matches / pairs).toBeLessThan(0.9);
}, 120_000);
