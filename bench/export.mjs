// Alert rules for 1,000 Sigma rules: the whole command, and loading the same rules alone, in each format.
// usage: npm run bench:export
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cliBundle, root } from '../scripts/lib/paths.mjs';
import { publicRules } from './lib/ruleSets.mjs';

const COUNT = 1000;
const RUNS = 5;
if (!existsSync(publicRules)) {
  console.log('bench:export: skipped, because ../shared/data is not here.');
  process.exit(0);
}
if (!existsSync(cliBundle)) {
  console.error('bench:export: run `npm run build:cli` before.');
  process.exit(1);
}

/** SigmaHQ's rules again and again under other ids: descriptions, references and tags are as long as real ones. */
function manyRules() {
  const folder = join(root, 'build/bench/rules-export');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const texts = readdirSync(publicRules)
    .filter((name) => name.endsWith('.yml'))
    .map((name) => readFileSync(join(publicRules, name), 'utf8'))
    .filter((text) => !/\|\s*(count|near)|timeframe:|\|expand/.test(text));
  for (let index = 0; index < COUNT; index++) {
    const text = texts[index % texts.length]
      .replace(/^id: .*$/m, `id: 00000000-0000-4000-8000-${String(index).padStart(12, '0')}`)
      .replace(/^title: (.*)$/m, (_, title) => `title: ${title} ${index}`);
    writeFileSync(join(folder, `${index}.yml`), text);
  }
  return folder;
}

function median(args) {
  const times = Array.from({ length: RUNS }, () => {
    const began = performance.now();
    const { status, stderr } = spawnSync(process.execPath, [cliBundle, ...args], {
      stdio: ['ignore', 'ignore', 'pipe'],
      encoding: 'utf8',
    });
    if (status !== 0 || (args[0] === 'export' && !stderr.includes(`${COUNT} rules exported`))) {
      throw new Error(`sigtrail ${args.join(' ')}: ${stderr.slice(0, 500)}`);
    }
    return performance.now() - began;
  }).sort((a, b) => a - b);
  return times[RUNS >> 1];
}

const folder = manyRules();
const loading = median(['check', folder]);
console.log(`sigtrail check, ${COUNT} rules: ${loading.toFixed(0)} ms`);
for (const per of ['rule', 'level']) {
  for (const format of ['yaml', 'json', 'hcl']) {
    const time = median(['export', '--rules', folder, '--datasource-uid', 'bench', '--format', format, '--per', per]);
    console.log(
      `sigtrail export --per ${per} --format ${format}: ${time.toFixed(0)} ms, ${(time / loading).toFixed(2)} of it`
    );
  }
}
