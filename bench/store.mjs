// Size and speed of the event store, as the backend answers queries from it.
// usage: npm run bench:store [-- EVENTS [DAYS [RUNTIME]]]   default 1000000 events over 10 days, on bun (the executable's runtime)
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { bundle } from '../scripts/lib/bundle.mjs';
import { root } from '../scripts/lib/paths.mjs';
import { publicRules } from './lib/ruleSets.mjs';

const [events = '1000000', days = '10', runtime = 'bun'] = process.argv.slice(2);
const folder = join(root, `build/bench/store-${events}-${days}`);
const scripts = {};
for (const name of ['fill', 'query']) {
  scripts[name] = join(root, `build/bench/store-${name}.cjs`);
  await bundle(`bench/store/${name}.ts`, scripts[name], { minify: false });
}
const run = (program, name, ...args) => {
  const { status } = spawnSync(program, [scripts[name], folder, ...args], { stdio: 'inherit' });
  if (status !== 0) {
    process.exit(1);
  }
};
if (!existsSync(folder)) {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  run(process.execPath, 'fill', events, days);
}
const program = runtime === 'bun' ? join(root, 'node_modules/.bin/bun') : process.execPath;
run(program, 'query', days, ...(existsSync(publicRules) ? [publicRules] : []));
