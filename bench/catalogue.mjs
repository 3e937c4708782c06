// How fast the catalogue is with thousands of rules, in Chromium, beside the same on a page with nothing else on it.
// usage: npm run bench:catalogue [-- RULES [RUNS]]   default 3000, 5; needs `npm run build` and `npm run build:preview`
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import { bundle } from '../scripts/lib/bundle.mjs';
import { root } from '../scripts/lib/paths.mjs';
import { clickToPaint, sinceLoad, startFrames, stopFrames, watchFirst } from './catalogue/inPage.mjs';

const RULES = Number(process.argv[2] ?? 3000);
const RUNS = Number(process.argv[3] ?? 5);
const PAGE = '/a/sigtrail-cloudtrail-app/rules';
const TYPED = 'value-1234 shared';
/** Where the empty page lies, and all that is on it. */
const EMPTY = '/empty';
const EMPTY_PAGE = `<!doctype html><p role="status">0</p><label><input type="checkbox"> high</label><input aria-label="Search rules">
<script>
const status = document.querySelector('p');
document.querySelector('[type=checkbox]').onchange = () => (status.textContent = '1');
document.querySelector('[aria-label]').oninput = ({ target }) => (status.textContent = target.value);
</script>`;

const executablePath =
  process.env.SIGTRAIL_CHROMIUM ?? (existsSync('/usr/bin/chromium') ? '/usr/bin/chromium' : undefined);
const { server, url } = await serve();
const browser = await chromium.launch({
  executablePath,
  args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage'],
});
try {
  // The first answer of the backend reads all the rules; what is measured is the page.
  await measure(PAGE, '[role=table] [data-index]');
  const runs = { list: [], empty: [] };
  for (let run = 0; run < RUNS; run++) {
    runs.list.push(await measure(PAGE, '[role=table] [data-index]'));
    runs.empty.push(await measure(EMPTY, '[role=status]'));
  }
  process.exitCode = report(runs) ? 0 : 1;
} finally {
  await browser.close();
  server.kill('SIGTERM');
}

async function serve() {
  const script = join(root, 'build/bench/catalogueServe.cjs');
  await bundle('bench/catalogue/serve.ts', script, { minify: false });
  const child = spawn(process.execPath, [script, String(RULES)], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, SIGTRAIL_ROOT: process.env.SIGTRAIL_ROOT ?? root },
  });
  const url = await new Promise((resolve, reject) => {
    child.stdout.setEncoding('utf8').once('data', (text) => resolve(text.trim()));
    child.once('exit', (code) => reject(new Error(`The server ended with ${code}.`)));
  });
  return { server: child, url };
}

/** One visit: shown, a facet clicked, a search typed. Milliseconds, but `longTasks`. */
async function measure(path, selector) {
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  await page.route(`**${EMPTY}`, (route) => route.fulfill({ contentType: 'text/html', body: EMPTY_PAGE }));
  await page.addInitScript(watchFirst, selector);
  const cpu = await threadTime(page);
  await page.goto(`${url}${path}`, { waitUntil: 'load' });
  const shown = await (await page.waitForFunction(sinceLoad)).jsonValue();
  await page.waitForLoadState('networkidle');
  const loading = await cpu();
  const [facet] = await Promise.all([
    page.evaluate(clickToPaint, '[role=status]'),
    page.getByText('high', { exact: true }).first().click(),
  ]);
  await page.getByLabel('Search rules').click();
  await page.evaluate(startFrames);
  const before = await cpu();
  await page.keyboard.type(TYPED, { delay: 80 });
  await page.waitForTimeout(600);
  const perKey = ((await cpu()) - before) / TYPED.length;
  const typing = await page.evaluate(stopFrames);
  await page.close();
  return { shown, loading, facet, perKey, ...typing };
}

/** Gives what reads the CPU time of a page's main thread, in milliseconds. Other work on the machine does not count. */
async function threadTime(page) {
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable', { timeDomain: 'threadTicks' });
  return async () => {
    const { metrics } = await session.send('Performance.getMetrics');
    return 1000 * metrics.find(({ name }) => name === 'TaskDuration').value;
  };
}

/** Prints medians; true where the targets are met. */
function report({ list, empty }) {
  const median = (all, key) => all.map((run) => run[key]).sort((a, b) => a - b)[all.length >> 1];
  const rows = [
    ['shown after the load event, ms', 'shown', 500],
    ['  CPU of the main thread until then, host included, ms', 'loading', Infinity],
    ['facet clicked to painted, ms', 'facet', 100],
    [`typing ${TYPED.length} keys: tasks over 50 ms`, 'longTasks', 1],
    ['  CPU of the main thread a key, ms', 'perKey', Infinity],
    ['  the longest of these, ms', 'longest', Infinity],
    ['  the longest between two frames, ms', 'gap', Infinity],
  ];
  console.log(`${RULES} rules, medians of ${RUNS} visits`.padEnd(54), 'catalogue', 'empty page', ' ratio', ' target');
  return rows
    .map(([name, key, below]) => {
      const [own, other] = [median(list, key), median(empty, key)];
      const ratio = other === 0 ? '' : (own / other).toFixed(1);
      const target = below === Infinity ? '' : `< ${below}${own < below ? '' : ', missed'}`;
      console.log(
        name.padEnd(54),
        own.toFixed(1).padStart(9),
        other.toFixed(1).padStart(10),
        ratio.padStart(6),
        ` ${target}`
      );
      return own < below;
    })
    .every(Boolean);
}
