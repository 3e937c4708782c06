// How much CPU `sigtrail match` takes, as a ratio to parsing the same lines in the same run.
// usage: npm run bench:match [-- MEGABYTES]     default 1000; the file is made in build/bench/ from ../shared/data
import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { cliBundle, root } from '../scripts/lib/paths.mjs';
import { eventFile } from './lib/events.mjs';
import { measure, median } from './lib/measure.mjs';
import { moreCloudTrailRules, otherRules, publicRules } from './lib/ruleSets.mjs';

const { NODE_FLAGS } = createRequire(import.meta.url)('../scripts/lib/nodeFlags.cjs');
const RUNS = 3;
const events = eventFile(Number(process.argv[2] ?? 1000) * 1e6);
if (!events) {
  console.log('bench:match: skipped, because ../shared/data is not here.');
  process.exit(0);
}
const own = join(root, 'rules');
const cloudTrail = moreCloudTrailRules(750);
const windows = otherRules(3000);
const none = join(root, 'build/bench/none.ndjson');
writeFileSync(none, '');
const match = (rules, threads = 1, files = [events]) =>
  measure(
    cliBundle,
    ['match', '--rules', ...rules, '--events', ...files, '--threads', String(threads), '--json'],
    NODE_FLAGS
  );

// Loading rules costs what it costs, whatever there is to match: it is shown by itself, and not in the ratio.
const base = await median(RUNS, () => measure(join(root, 'bench/lib/parseLoop.cjs'), [events]));
const rows = [{ name: 'JSON.parse of each line', run: base, loading: 0 }];
const sets = [
  ['57 public rules', [publicRules]],
  ['57 and 750 more for CloudTrail', [publicRules, cloudTrail]],
  ['57, 750, and 3,000 of other log sources', [publicRules, cloudTrail, windows]],
  ['our own rules', [own]],
];
for (const [name, rules] of sets) {
  const loading = await median(RUNS, () => match(rules, 1, [none]));
  rows.push({ name, run: await median(RUNS, () => match(rules)), loading: loading.cpu });
}
// Ten times the file: what starting a process costs is not what threads are for.
const often = Array.from({ length: 10 }, () => events);
const one = await match([publicRules], 1, often);
const two = await match([publicRules], 2, often);
console.log(`${events}: ${base.out.trim()} records; medians of ${RUNS} runs, ${availableParallelism()} cores`);
for (const { name, run, loading } of rows) {
  const columns = [
    ((run.cpu - loading) / base.cpu).toFixed(2).padStart(5),
    `${run.cpu.toFixed(2).padStart(6)} CPU s, ${loading.toFixed(2)} of them for loading rules`,
    `${run.wall.toFixed(2).padStart(6)} s`,
    `${run.peakMb.toFixed(0).padStart(4)} MB`,
  ];
  console.log(`${name.padEnd(42)} ${columns.join('   ')}`);
}
console.log(
  `57 public rules, ten times the file: ${one.wall.toFixed(2)} s, with two threads ${two.wall.toFixed(2)} s, ${(one.wall / two.wall).toFixed(2)} times the throughput, ${two.peakMb.toFixed(0)} MB`
);
