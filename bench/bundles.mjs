// Size of the JavaScript that Grafana loads before anything of the plugin is shown, and of what comes when it is needed.
// usage: npm run bench:bundles      needs `npm run build:ui`
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { root } from '../scripts/lib/paths.mjs';

const LIMITS_KB = { 'dist/module.js': 40, 'dist/datasource/module.js': 60 };
const kb = (file) => gzipSync(readFileSync(file), { level: 9 }).length / 1000;

let tooLarge = false;
for (const [file, limit] of Object.entries(LIMITS_KB)) {
  const size = kb(join(root, file));
  tooLarge ||= size > limit;
  console.log(`${file.padEnd(28)} ${size.toFixed(1).padStart(7)} kB gzipped, of ${limit} at most`);
}
const folder = join(root, 'dist');
const lazy = readdirSync(folder, { recursive: true })
  .filter((file) => file.endsWith('.js') && !(`dist/${file}` in LIMITS_KB))
  .map((file) => [file, kb(join(folder, file))])
  .sort(([, a], [, b]) => b - a);
console.log(
  `${'when needed'.padEnd(28)} ${lazy
    .reduce((sum, [, size]) => sum + size, 0)
    .toFixed(1)
    .padStart(7)} kB in ${lazy.length} files:`
);
lazy.forEach(([file, size]) => console.log(`  ${file.padEnd(26)} ${size.toFixed(1).padStart(7)} kB`));
process.exitCode = tooLarge ? 1 : 0;
