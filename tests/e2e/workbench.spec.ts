import type { Page } from '@playwright/test';
import { APP, expect, test } from './fixtures';

const WORKBENCH = `${APP}/workbench`;
/** “Trail Logging Stopped Or Trail Deleted”: the demo's traffic has a few such events. */
const RULE = '6c1d0a52-2f0c-4b67-9d0e-8f0b7b6a4e31';
/** Monaco and its colours are Grafana's. */
const OURS = { exclude: ['.monaco-editor'] };

const editor = (page: Page) => page.getByRole('region', { name: 'Rule', exact: true }).getByRole('textbox').first();
const results = (page: Page) => page.getByRole('region', { name: 'Results' });
const written = (page: Page) => page.getByRole('region', { name: 'Rule', exact: true }).locator('.view-lines');

/** Puts a text in the place of what the editor holds, as a paste does. */
async function paste(page: Page, text: string): Promise<void> {
  await editor(page).focus();
  await page.keyboard.press('ControlOrMeta+A');
  await page.keyboard.insertText(text);
}

test.describe('the workbench', () => {
  test('checks a text at a pause, goes to what is wrong, and keeps the results before it', async ({
    page,
    open,
    axe,
  }) => {
    await open(WORKBENCH);
    await expect(results(page).getByText(/^\d+ matches$/)).toBeVisible();
    await expect(page.getByTestId('sigtrail-freshness')).toContainText('of the text as it is');
    expect(await axe(OURS)).toEqual([]);
    await editor(page).focus();
    await page.keyboard.press('ControlOrMeta+End');
    await page.keyboard.insertText('level: huge\n');
    const problems = page.getByRole('status', { name: 'Check of the rule' });
    await expect(problems.getByRole('listitem').first()).toBeVisible();
    await expect(page.getByTestId('sigtrail-freshness')).toContainText('earlier text: this one has errors');
    await expect(results(page).getByText(/^\d+ matches$/)).toBeVisible();
    expect(await axe(OURS)).toEqual([]);
    await problems
      .getByRole('button', { name: /go to this line/ })
      .first()
      .click();
    await expect(editor(page)).toBeFocused();
  });
});
