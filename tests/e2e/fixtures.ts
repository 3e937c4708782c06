/// <reference lib="dom" />
import AxeBuilder from '@axe-core/playwright';
import { expect, test as base, type Page } from '@playwright/test';

export const APP = '/a/sigtrail-cloudtrail-app';
export const SETTINGS = '/connections/datasources/edit/sigtrail';
/** The rule of the published page. */
export const IMDS_RULE = '352a918a-34d8-4882-8470-44830c507aa3';

interface Fixtures {
  /** Errors that a test provokes. */
  readonly tolerated: RegExp[];
  /** Opens a page of the preview in the project's theme. */
  readonly open: (path: string) => Promise<void>;
  /** Says what axe finds wrong with the page that is open. */
  readonly axe: (options?: { exclude?: string[]; withoutRules?: string[] }) => Promise<string[]>;
}

/** Playwright's test, which fails when the page writes an error to the console, throws, or is answered an error. */
export const test = base.extend<Fixtures>({
  tolerated: [[], { option: true }],
  page: async ({ page, tolerated }, use) => {
    const faults = watch(page);
    await use(page);
    const own = faults.filter((fault) => !tolerated.some((pattern) => pattern.test(fault)));
    expect(own, 'errors of the page').toEqual([]);
  },
  open: async ({ page }, use, { project }) => {
    const theme = String(project.metadata.theme);
    await use(async (path) => {
      await page.goto(`${path}${path.includes('?') ? '&' : '?'}theme=${theme}`);
    });
  },
  axe: async ({ page }, use) => {
    await use(async ({ exclude = [], withoutRules = [] } = {}) => {
      // Nothing is hovered: those colours are Grafana's.
      await page.mouse.move(0, 0);
      // Colours fade from one to the other; they are right when they have arrived.
      await page.waitForTimeout(100);
      await page.waitForFunction(() => document.getAnimations().every(({ playState }) => playState !== 'running'));
      const builder = exclude.reduce(
        (all, selector) => all.exclude(selector),
        new AxeBuilder({ page }).include('main')
      );
      const { violations } = await builder.disableRules(withoutRules).analyze();
      return violations.flatMap(({ id, help, nodes }) => nodes.map(({ html }) => `${id}: ${help}: ${html}`));
    });
  },
});

export { expect };

function watch(page: Page): string[] {
  const faults: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') {
      faults.push(message.text());
    }
  });
  page.on('pageerror', ({ message }) => faults.push(message));
  page.on('response', (response) => {
    if (response.status() >= 400) {
      faults.push(`${response.status()} ${response.url()}`);
    }
  });
  return faults;
}
