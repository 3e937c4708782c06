// How much CPU `sigtrail match` takes, as a ratio to parsing the same lines in the same run.
// usage: npm run bench:match [-- MEGABYTES]     default 1000; the file is made in build/bench/ from ../shared/data
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { cliBundle, root } from '../scripts/lib/paths.mjs';
import { eventFile } from './lib/events.mjs';
import { measure, median } from './lib/measure.mjs';
import { moreCloudTrailRules, otherRules, publicRules } from './lib/ruleSets.mjs';

const RUNS = 3;
const events = eventFile(Number(process.argv[2] ?? 1000) * 1e6);
if (!events) {
  console.log('bench:match: skipped, because ../shared/data is not here.');
  process.exit(0);
}
const own = join(root, 'rules');
const cloudTrail = moreCloudTrailRules(750);
const windows = otherRules(3000);
const match = (rules, threads = 1) =>
  measure(cliBundle, ['match', '--rules', ...rules, '--events', events, '--threads', String(threads), '--json']);

const base = await median(RUNS, () => measure(join(root, 'bench/lib/parseLoop.cjs'), [events]));
const rows = [['JSON.parse of each line', base, '']];
const sets = [
  ['57 public rules', [publicRules]],
  ['57 and 750 more for CloudTrail', [publicRules, cloudTrail]],
  ['57, 750, and 3,000 of other log sources', [publicRules, cloudTrail, windows]],
  ['our own rules', [own]],
];
for (const [name, rules] of sets) {
  rows.push([name, await median(RUNS, () => match(rules)), '']);
}
const [one, two] = [rows[2][1], await median(RUNS, () => match([publicRules, cloudTrail], 2))];
rows.push(['57 and 750, two threads', two, `${(one.wall / two.wall).toFixed(2)} times the throughput of one`]);
console.log(`${events}: ${base.out.trim()} records; medians of ${RUNS} runs, ${availableParallelism()} cores`);
for (const [name, { cpu, wall, peakMb }, note] of rows) {
  const ratio = (cpu / base.cpu).toFixed(2);
  console.log(
    `${name.padEnd(42)} ${ratio.padStart(5)}   ${cpu.toFixed(2).padStart(6)} CPU s  ${wall.toFixed(2).padStart(6)} s  ${peakMb.toFixed(0).padStart(4)} MB  ${note}`
  );
}
