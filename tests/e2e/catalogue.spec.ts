/// <reference lib="dom" />
import { APP, expect, IMDS_RULE, test } from './fixtures';

test.describe('the catalogue', () => {
  test('lists every rule, the gravest first', async ({ page, open, axe }) => {
    await open(`${APP}/rules`);
    const rows = page.getByRole('region', { name: 'Rules' }).locator('tbody tr');
    await expect(rows.first()).toContainText('critical');
    await expect(page.getByRole('status')).toHaveText(/^\d+ rules$/);
    const count = Number.parseInt(await page.getByRole('status').innerText(), 10);
    expect(count).toBeGreaterThan(50);
    expect(await axe()).toEqual([]);
    await expect(rows).toHaveCount(50);
    // The last page has the rest.
    await page.getByRole('button', { name: String(Math.ceil(count / 50)), exact: true }).click();
    await expect(rows).toHaveCount(count % 50 || 50);
  });

  test('finds by words, marks and keeps them in the address', async ({ page, open, axe }) => {
    await open(`${APP}/rules`);
    await page.getByLabel('Search rules').fill('IMDS');
    const rows = page.getByRole('region', { name: 'Rules' }).locator('tbody tr');
    await expect(rows).toHaveCount(1);
    await expect(rows.locator('mark')).toHaveText('IMDS');
    await expect(page).toHaveURL(/IMDS/);
    expect(await axe()).toEqual([]);
    await page.reload();
    await expect(page.getByLabel('Search rules')).toHaveValue('IMDS');
    await expect(rows).toHaveCount(1);
  });

  test('says how to go on when nothing fits', async ({ page, open, axe }) => {
    await open(`${APP}/rules`);
    await page.getByLabel('Search rules').fill('no rule has these words');
    await expect(page.getByText('No rule fits')).toBeVisible();
    expect(await axe()).toEqual([]);
    await page.getByRole('button', { name: 'Clear search and facets' }).click();
    await expect(page.getByRole('region', { name: 'Rules' }).locator('tbody tr').nth(2)).toBeVisible();
  });

  test('narrows by a facet to as many rules as it says', async ({ page, open }) => {
    await open(`${APP}/rules`);
    const level = page.getByRole('group', { name: 'Level' });
    // Value and count, in lines of their own.
    const count = Number(/critical\s+(\d+)/.exec(await level.innerText())?.[1]);
    expect(count).toBeGreaterThan(0);
    await level.getByText('critical', { exact: true }).click();
    const rows = page.getByRole('region', { name: 'Rules' }).locator('tbody tr');
    await expect(rows).toHaveCount(count);
    for (const row of await rows.all()) {
      await expect(row.locator('td').first()).toHaveText('critical');
    }
  });

  test('opens a rule by keyboard alone, and goes back to the same selection', async ({ page, open }) => {
    await open(`${APP}/rules`);
    await page.getByLabel('Search rules').focus();
    await page.keyboard.type('IMDS');
    await expect(page.getByRole('region', { name: 'Rules' }).locator('tbody tr')).toHaveCount(1);
    const link = page.getByRole('region', { name: 'Rules' }).getByRole('link');
    for (
      let presses = 0;
      presses < 80 && !(await link.evaluate((element) => element === document.activeElement));
      presses++
    ) {
      await page.keyboard.press('Tab');
    }
    await expect(link).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(page).toHaveURL(new RegExp(`/rules/${IMDS_RULE}`));
    await expect(page.getByRole('heading', { name: 'Malicious Usage Of IMDS Credentials' }).first()).toBeVisible();
    await page.goBack();
    await expect(page.getByLabel('Search rules')).toHaveValue('IMDS');
  });
});
