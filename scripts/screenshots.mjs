// Takes the pictures of the documentation from the preview: docs/img/NAME-THEME.png, 1280 pixels wide.
// usage: node scripts/screenshots.mjs [NAME…]     SIGTRAIL_PREVIEW_URL names a preview that runs; else the demo is started
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from '@playwright/test';

const MAX_BYTES = 300 * 1000;
const APP = '/a/sigtrail-cloudtrail-app';
const IMDS_RULE = '352a918a-34d8-4882-8470-44830c507aa3';
/** Some events of the demo's traffic are matched by it. */
const TRAIL_RULE = '6c1d0a52-2f0c-4b67-9d0e-8f0b7b6a4e31';
const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const folder = join(root, 'docs/img');

/** Each picture: its page, how tall it may be or before which heading it ends, and what is done before it is taken. */
const PICTURES = {
  catalogue: {
    // Covered by what the demo has fetched already, so that matches are counted without asking.
    path: `${APP}/rules?from=now-2h&to=now`,
    height: 900,
    ready: async (page) => {
      const table = page.getByRole('table', { name: 'Rules' });
      await table.locator('[data-index]').nth(2).waitFor();
      await page.getByRole('group', { name: 'Matches in range' }).waitFor();
    },
  },
  coverage: {
    path: `${APP}/coverage`,
    height: 900,
    ready: (page) =>
      page.getByRole('region', { name: 'Initial Access', exact: true }).getByRole('link').first().waitFor(),
  },
  workbench: {
    path: `${APP}/workbench?rule=${TRAIL_RULE}`,
    height: 1000,
    ready: (page) =>
      page
        .getByRole('region', { name: 'Results' })
        .getByText(/^\d+ match/)
        .first()
        .waitFor(),
  },
  detection: {
    path: `${APP}/rules/${TRAIL_RULE}`,
    height: 1200,
    ready: async (page) => {
      const section = page.getByRole('region', { name: 'In your accounts' });
      const latest = section.getByRole('region', { name: 'Latest matches' }).getByRole('link').first();
      const look = section.getByRole('button', { name: /^Look for matches/ });
      await look.or(latest).first().waitFor();
      if (await look.isVisible()) {
        await look.click();
      }
      await latest.click();
      await page.getByRole('region', { name: 'Timeline' }).locator('tr[aria-current="true"]').waitFor();
    },
  },
  'rule-page': {
    path: `${APP}/rules/${IMDS_RULE}`,
    height: 2400,
    before: 'False positives',
    ready: (page) => page.getByRole('heading', { name: 'Indicators' }).waitFor(),
  },
  'query-editor': {
    path: '/explore',
    height: 900,
    ready: async (page) => {
      await page.getByText(/^\d+ rules$/).waitFor();
      // Radio buttons are not to be seen, their labels are.
      await page.getByRole('radio', { name: 'Table', exact: true }).check({ force: true });
      await page.getByRole('button', { name: 'Run query' }).click();
      await page.getByRole('region', { name: 'Result' }).getByText('principal', { exact: true }).waitFor();
    },
  },
  configuration: {
    path: '/connections/datasources/edit/sigtrail',
    height: 2400,
    before: 'Lookups and storage',
    ready: async (page) => {
      await page.getByRole('button', { name: 'Save & test' }).click();
      await page.getByText('111122223333').first().waitFor();
    },
  },
};

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !(name in PICTURES));
if (unknown.length > 0) {
  console.error(`There is no picture ${unknown.join(', ')}. There are: ${Object.keys(PICTURES).join(', ')}.`);
  process.exit(2);
}
const names = wanted.length > 0 ? wanted : Object.keys(PICTURES);
const demo = process.env.SIGTRAIL_PREVIEW_URL ? undefined : await startDemo();
const url = process.env.SIGTRAIL_PREVIEW_URL ?? demo.url;
const system = '/usr/bin/chromium';
const browser = await chromium.launch({
  executablePath: process.env.SIGTRAIL_CHROMIUM ?? (existsSync(system) ? system : undefined),
  args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage'],
});
try {
  await mkdir(folder, { recursive: true });
  for (const name of names) {
    for (const theme of ['dark', 'light']) {
      await take(name, theme);
    }
  }
} finally {
  await browser.close();
  demo?.stop();
}

async function take(name, theme) {
  const { path, height, before, ready } = PICTURES[name];
  const page = await browser.newPage({
    viewport: { width: 1280, height: 900 },
    timezoneId: 'UTC',
    reducedMotion: 'reduce',
  });
  await page.goto(`${url}${path}${path.includes('?') ? '&' : '?'}theme=${theme}`);
  await ready(page);
  await page.evaluate(() => window.scrollTo(0, 0));
  // The page as tall as its content, so that lists which draw only what is seen draw all of it.
  const heading = before && (await page.getByRole('heading', { name: before }).boundingBox());
  const content = heading
    ? Math.floor(heading.y) - 24
    : await page.evaluate(() => document.documentElement.scrollHeight);
  await page.setViewportSize({ width: 1280, height: Math.min(height, Math.max(900, content)) });
  await page.mouse.move(0, 0);
  await page.evaluate(async () => {
    document.activeElement?.blur();
    window.scrollTo(0, 0);
    await document.fonts.ready;
  });
  await page.waitForTimeout(500);
  const file = join(folder, `${name}-${theme}.png`);
  await page.screenshot({ path: file, animations: 'disabled', caret: 'hide' });
  await page.close();
  const { size } = await stat(file);
  console.log(`docs/img/${name}-${theme}.png ${Math.round(size / 1000)} kB`);
  if (size > MAX_BYTES) {
    console.error(`docs/img/${name}-${theme}.png is above ${MAX_BYTES / 1000} kB: give it less height.`);
    process.exitCode = 1;
  }
}

/** Starts the demo on any free port and reads from what it prints where it serves the pages. */
function startDemo() {
  const child = spawn(process.execPath, [join(root, 'bin/sigtrail.js'), 'demo', '--port', '0'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  return new Promise((resolve, reject) => {
    child.once('exit', () =>
      reject(new Error('The demo ended before it served its pages. Run `npm start` to see why.'))
    );
    child.stdout.setEncoding('utf8').on('data', (text) => {
      said += text;
      const served = /pages: (http:\S+)/.exec(said);
      if (served) {
        resolve({ url: served[1], stop: () => child.kill('SIGINT') });
      }
    });
  });
}
