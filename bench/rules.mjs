// What loading rules costs, and what an editor does at each key press.
// usage: npm run bench:rules
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { bundle } from '../scripts/lib/bundle.mjs';
import { root } from '../scripts/lib/paths.mjs';
import { otherRules } from './lib/ruleSets.mjs';

const events = join(root, '../shared/data/events/invictus-aws_dataset.ndjson');
if (!existsSync(events)) {
  console.log('bench:rules: skipped, because ../shared/data is not here.');
  process.exit(0);
}
const script = join(root, 'build/bench/rules.cjs');
await bundle('bench/rules.ts', script, { minify: false });
const rule = join(root, 'rules/sigmahq/aws_cloudtrail_imds_malicious_usage.yml');
const { status } = spawnSync(process.execPath, [script, otherRules(3000), rule, events], { stdio: 'inherit' });
process.exitCode = status ?? 1;
