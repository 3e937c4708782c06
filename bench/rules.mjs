// What loading rules costs, and what an editor does at each key press: on Node, and in Chromium where there is one.
// usage: npm run bench:rules
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { bundle } from '../scripts/lib/bundle.mjs';
import { bundledRules } from '../scripts/lib/bundledRules.mjs';
import { root } from '../scripts/lib/paths.mjs';
import { otherRules } from './lib/ruleSets.mjs';

const events = join(root, '../shared/data/events/invictus-aws_dataset.ndjson');
const rule = join(root, 'rules/sigmahq/aws_cloudtrail_imds_malicious_usage.yml');
const chromium = process.env.SIGTRAIL_CHROMIUM ?? '/usr/bin/chromium';
if (!existsSync(events)) {
  console.log('bench:rules: skipped, because ../shared/data is not here.');
  process.exit(0);
}
const script = join(root, 'build/bench/rules.cjs');
await bundle('bench/rules.ts', script, { minify: false });
const { status } = spawnSync(process.execPath, [script, otherRules(3000), rule, events], { stdio: 'inherit' });
if (existsSync(chromium)) {
  await inBrowser();
}
process.exitCode = status ?? 1;

async function inBrowser() {
  const outfile = join(root, 'build/bench/editorRound.js');
  await build({
    entryPoints: [join(root, 'bench/editorRound.ts')],
    bundle: true,
    format: 'iife',
    globalName: 'bench',
    outfile,
    absWorkingDir: root,
    plugins: [bundledRules()],
    logLevel: 'error',
  });
  const { chromium: engine } = await import('@playwright/test');
  const browser = await engine.launch({
    executablePath: chromium,
    args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage'],
  });
  try {
    const page = await browser.newPage();
    await page.addScriptTag({ path: outfile });
    const lines = readFileSync(events, 'utf8').split('\n').filter(Boolean).slice(0, 1000);
    const { first, median } = await page.evaluate(
      ([text, records]) => globalThis.bench.editorRound(text, records),
      [readFileSync(rule, 'utf8'), lines]
    );
    console.log(
      `the same in ${browser.browserType().name()} ${browser.version()}: ${first.toFixed(1)} ms the first time, ${median.toFixed(1)} ms then`
    );
  } finally {
    await browser.close();
  }
}
