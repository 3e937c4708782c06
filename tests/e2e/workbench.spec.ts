import type { Page } from '@playwright/test';
import { APP, expect, test } from './fixtures';

const WORKBENCH = `${APP}/workbench`;
/** Monaco and its colours are Grafana's. */
const OURS = { exclude: ['.monaco-editor'] };

const editor = (page: Page) => page.getByRole('region', { name: 'Rule', exact: true }).getByRole('textbox').first();
const results = (page: Page) => page.getByRole('region', { name: 'Results' });

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
