// Rules over millions of events of a trail on a real Trino, beside count(*) of the same table and range.
// usage: npm run bench:trail [-- EVENTS [DAYS]]   default 5000000 events over 30 days; needs `npm run build:backend`, Java 24 and Maven
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { bundle } from '../scripts/lib/bundle.mjs';
import { root } from '../scripts/lib/paths.mjs';
import { prepareTrino } from '../scripts/lib/trino/archives.mjs';
import { findJava } from '../scripts/lib/trino/java.mjs';
import { startTrino } from '../scripts/lib/trino/server.mjs';
import { moreCloudTrailRules, publicRules } from './lib/ruleSets.mjs';

const [events = '5000000', days = '30'] = process.argv.slice(2);
const java = findJava();
const { folder, missing } = java ? prepareTrino(java) : { missing: 'there is no Java 24 or later' };
if (missing || !existsSync(publicRules)) {
  console.log(`bench:trail: skipped, because ${missing ?? '../shared/data/sigma-rules is not there'}.`);
  process.exit(0);
}
const scripts = Object.fromEntries(['fill', 'run'].map((name) => [name, join(root, `build/bench/trail-${name}.cjs`)]));
for (const [name, script] of Object.entries(scripts)) {
  await bundle(`bench/trail/${name}.ts`, script, { minify: false });
}
const trino = await startTrino({ java, folder });
try {
  // Not spawnSync: Trino stands still once nobody reads its log.
  const run = async (name, ...args) => {
    const env = { ...process.env, SIGTRAIL_ROOT: process.env.SIGTRAIL_ROOT ?? root };
    const [status] = await once(spawn(process.execPath, [scripts[name], ...args], { stdio: 'inherit', env }), 'exit');
    process.exitCode = process.exitCode || (status ?? 1);
  };
  await run('fill', trino.url, trino.files, events, days);
  await run('run', trino.url, days, publicRules, moreCloudTrailRules(2943));
} finally {
  await trino.stop();
}
process.exit();
