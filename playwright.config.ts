import { existsSync } from 'node:fs';
import { defineConfig } from '@playwright/test';

// A running preview may be named; else the demo is started.
const own = 'http://127.0.0.1:3300';
const baseURL = process.env.SIGTRAIL_PREVIEW_URL ?? own;
const system = '/usr/bin/chromium';

export default defineConfig({
  testDir: 'tests/e2e',
  // One data source for all: a test that saves settings must not meet another that reads.
  workers: 1,
  timeout: 40_000,
  expect: { timeout: 10_000 },
  outputDir: 'build/e2e',
  reporter: [['list'], ['json', { outputFile: 'build/reports/playwright.json' }]],
  use: {
    baseURL,
    viewport: { width: 1280, height: 900 },
    timezoneId: 'UTC',
    trace: 'retain-on-failure',
    launchOptions: {
      executablePath: process.env.SIGTRAIL_CHROMIUM ?? (existsSync(system) ? system : undefined),
      args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage'],
    },
  },
  projects: [
    { name: 'dark', metadata: { theme: 'dark' } },
    { name: 'light', metadata: { theme: 'light' } },
  ],
  ...(process.env.SIGTRAIL_PREVIEW_URL === undefined && {
    webServer: {
      command: 'node bin/sigtrail.js demo --port 3300',
      url: own,
      timeout: 300_000,
      reuseExistingServer: true,
    },
  }),
});
