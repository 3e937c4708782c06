/// <reference lib="dom" />
import type { Locator, Page } from '@playwright/test';
import { expect, test } from './fixtures';

const FURTHEST = 60;
type Query = Record<string, unknown>;

const result = (page: Page) => page.getByRole('region', { name: 'Result' });
const isFocused = (target: Locator) => target.evaluate((element) => element === document.activeElement);

/** Presses Tab until the control has the focus. */
async function tabTo(page: Page, target: Locator, key = 'Tab'): Promise<void> {
  await target.waitFor({ state: 'attached' });
  for (let pressed = 0; pressed < FURTHEST; pressed++) {
    if (await isFocused(target)) {
      return;
    }
    await page.keyboard.press(key);
  }
  throw new Error(`${key} does not lead to ${String(target)}`);
}

/** Goes to the radio buttons of this name, and by arrow to the one that is wanted. */
async function choose(page: Page, group: string, name: string): Promise<void> {
  const radios = page.getByRole('radiogroup', { name: group });
  const wanted = radios.getByRole('radio', { name, exact: true });
  await tabTo(page, radios.getByRole('radio', { checked: true }));
  for (let pressed = 0; pressed < FURTHEST && !(await wanted.isChecked()); pressed++) {
    await page.keyboard.press('ArrowRight');
  }
  await expect(wanted).toBeChecked();
}

/** What is sent by Shift+Enter, from wherever the focus is in the editor. */
async function run(page: Page): Promise<Query> {
  const sent = page.waitForRequest((request) => request.url().includes('/api/ds/query'));
  await page.keyboard.press('Shift+Enter');
  const { queries } = (await sent).postDataJSON() as { queries: Query[] };
  return queries[0];
}

test.describe('the query editor by keyboard alone', () => {
  for (const [kind, form, sent] of [
    ['Detections', 'Table', { queryType: 'detections', format: 'table' }],
    ['Detections', 'Logs', { queryType: 'detections', format: 'logs' }],
    ['Counts', 'Numbers', { queryType: 'counts', format: 'numeric' }],
    ['Counts', 'Time series', { queryType: 'counts', format: 'timeseries' }],
    ['Events', 'Table', { queryType: 'events', format: 'table' }],
    ['Events', 'Logs', { queryType: 'events', format: 'logs' }],
    ['Coverage', undefined, { queryType: 'coverage' }],
    ['Rules', undefined, { queryType: 'rules' }],
  ] as const) {
    test(`asks for ${kind.toLowerCase()}${form ? ` as ${form.toLowerCase()}` : ''}`, async ({ page, open }) => {
      await open('/explore');
      await choose(page, 'What to show', kind);
      if (form) {
        await choose(page, 'In which form', form);
      }
      expect(await run(page)).toMatchObject(sent);
      await expect(result(page)).toBeVisible();
      await expect(result(page)).not.toContainText('No data.');
      const answer = form === 'Logs' ? result(page).getByRole('listitem') : result(page).getByRole('row');
      await expect(answer.first()).toBeVisible();
      // The answer takes the focus from no one.
      await expect(page.getByTestId('sigtrail-query-editor').locator(':focus')).toHaveCount(1);
    });
  }

  test('leaves the editor by Tab for the button that runs the query', async ({ page, open }) => {
    await open('/explore');
    await choose(page, 'What to show', 'Rules');
    await tabTo(page, page.getByRole('button', { name: 'Run query' }));
    await page.keyboard.press('Enter');
    await expect(result(page).getByRole('row').first()).toBeVisible();
  });
});
