/// <reference lib="dom" />
import type { Page } from '@playwright/test';
import { APP, expect, IMDS_RULE, test } from './fixtures';

/** Covered by what the demo has fetched already. */
const RANGE = 'from=now-2h&to=now';
const CATALOGUE = `${APP}/rules?${RANGE}`;

const table = (page: Page) => page.getByRole('table', { name: 'Rules' });
const rows = (page: Page) => table(page).locator('[data-index]');
const search = (page: Page) => page.getByLabel('Search rules');
const facet = (page: Page, name: string) => page.getByRole('group', { name, exact: true });
const link = (page: Page, name: string | RegExp) => table(page).getByRole('link', { name });

/** How many rules the list says there are, of all. */
async function shown(page: Page): Promise<number> {
  await expect(page.getByRole('status').first()).toHaveText(/^\d+ (of \d+ )?rules$/);
  return Number.parseInt(await page.getByRole('status').first().innerText(), 10);
}

test.describe('the catalogue', () => {
  test('lists every rule, the gravest first, and only those in sight as rows', async ({ page, open, axe }) => {
    await open(CATALOGUE);
    await expect(rows(page).first()).toContainText('critical');
    const count = await shown(page);
    expect(count).toBeGreaterThan(50);
    await expect(table(page)).toHaveAttribute('aria-rowcount', String(count + 1));
    expect(await rows(page).count()).toBeLessThan(count);
    expect(await axe()).toEqual([]);
    // Each comes into sight as one scrolls; the head stays.
    await table(page).evaluate((element) => element.scrollTo(0, element.scrollHeight));
    await expect(table(page).locator(`[aria-rowindex="${count + 1}"]`)).toBeInViewport();
    await expect(page.getByRole('columnheader', { name: 'Level' })).toBeInViewport();
  });

  test('finds by words and by fields and values, marks, and keeps them in the address', async ({ page, open, axe }) => {
    await open(CATALOGUE);
    await search(page).fill('IMDS');
    await expect(rows(page)).toHaveCount(1);
    await expect(rows(page).locator('mark').first()).toHaveText('IMDS');
    await search(page).fill('policyarn administratoraccess');
    const found = rows(page).filter({ hasText: /policyArn \w+ ".*AdministratorAccess/ });
    await expect(found.first()).toBeVisible();
    await expect(page).toHaveURL(/administratoraccess/);
    expect(await axe()).toEqual([]);
    await page.reload();
    await expect(search(page)).toHaveValue('policyarn administratoraccess');
    await expect(found.first()).toBeVisible();
  });

  test('says how to go on when nothing fits', async ({ page, open, axe }) => {
    await open(CATALOGUE);
    await search(page).fill('no rule has these words');
    await expect(page.getByText('No rule fits')).toBeVisible();
    expect(await axe()).toEqual([]);
    await page.getByRole('button', { name: 'Clear search and facets' }).click();
    await expect(rows(page).nth(2)).toBeVisible();
  });

  test('narrows by a facet to as many rules as it says, and back step by step', async ({ page, open }) => {
    await open(CATALOGUE);
    const all = await shown(page);
    const level = facet(page, 'Level');
    const count = Number(/critical\s+(\d+)/.exec(await level.innerText())?.[1]);
    expect(count).toBeGreaterThan(0);
    await level.getByText('critical', { exact: true }).click();
    await expect(rows(page)).toHaveCount(count);
    for (const row of await rows(page).all()) {
      await expect(row.getByRole('cell').first()).toHaveText('critical');
    }
    await page.getByRole('columnheader', { name: 'Rule' }).getByRole('button').click();
    await expect(page.getByRole('columnheader', { name: 'Rule' })).toHaveAttribute('aria-sort', 'ascending');
    await search(page).pressSequentially('root', { delay: 20 });
    await expect(page).toHaveURL(/q=root/);
    await page.goBack();
    await expect(search(page)).toHaveValue('');
    expect(await shown(page)).toBe(count);
    await page.goBack();
    await expect(page.getByRole('columnheader', { name: 'Level' })).toHaveAttribute('aria-sort', 'descending');
    await page.goBack();
    expect(await shown(page)).toBe(all);
  });

  test('counts matches, narrows to rules with some, and need not count them', async ({ page, open, axe }) => {
    await open(CATALOGUE);
    const matched = facet(page, 'Matches in range');
    await matched.getByText('has matches').click();
    const count = await shown(page);
    expect(count).toBeGreaterThan(0);
    await page.getByRole('columnheader', { name: 'Matches' }).getByRole('button').click();
    await expect(
      rows(page)
        .first()
        .getByRole('img', { name: /^Matches: \d+, the highest bar/ })
    ).toBeVisible();
    expect(await axe()).toEqual([]);
    await page.getByText('Count matches', { exact: true }).click();
    await expect(page).toHaveURL(/matches=off/);
    await expect(matched).toHaveCount(0);
    await expect(table(page).getByRole('img', { name: /^Matches/ })).toHaveCount(0);
  });

  test('has its time range in the address', async ({ page, open }) => {
    await open(CATALOGUE);
    await page.getByRole('button', { name: /Time range selected/ }).click();
    await page.getByText('Last 1 hour', { exact: true }).click();
    await expect(page).toHaveURL(/from=now-1h&to=now/);
    await page.reload();
    await expect(page.getByRole('button', { name: /Time range selected: Last 1 hour/ })).toBeVisible();
  });

  test('is walked, opened and come back to by keyboard alone', async ({ page, open }) => {
    await open(CATALOGUE);
    await expect(rows(page).first()).toBeVisible();
    await page.keyboard.press('/');
    await expect(search(page)).toBeFocused();
    await page.keyboard.press('ArrowDown');
    await expect(link(page, /./).first()).toBeFocused();
    for (let presses = 0; presses < 30; presses++) {
      await page.keyboard.press('ArrowDown');
    }
    const row = table(page).locator('[data-index="30"]');
    await expect(row.getByRole('link')).toBeFocused();
    await expect(row).toBeInViewport({ ratio: 1 });
    // What has the focus is not below the head.
    await page.keyboard.press('Home');
    await page.keyboard.press('Tab');
    await expect(table(page).locator('[data-index="1"]').getByRole('link')).toBeFocused();
    await page.keyboard.press('/');
    await page.keyboard.type('IMDS');
    await expect(rows(page)).toHaveCount(1);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await expect(page).toHaveURL(new RegExp(`/rules/${IMDS_RULE}`));
    await expect(page.getByRole('heading', { name: 'Malicious Usage Of IMDS Credentials' }).first()).toBeVisible();
    await page.goBack();
    await expect(search(page)).toHaveValue('IMDS');
    await expect(link(page, 'Malicious Usage Of IMDS Credentials')).toBeFocused();
  });

  test('is come back to where it was left', async ({ page, open }) => {
    await open(CATALOGUE);
    await expect(rows(page).first()).toBeVisible();
    await page.mouse.move(800, 600);
    await page.mouse.wheel(0, 2000);
    const row = table(page).locator('[data-index="42"]');
    await expect(row).toBeInViewport();
    const top = await table(page).evaluate((element) => element.scrollTop);
    await row.getByRole('link').click();
    await expect(page.getByRole('heading', { level: 2, name: 'Rule body' })).toBeVisible();
    await page.goBack();
    await expect(row).toBeInViewport();
    expect(await table(page).evaluate((element) => element.scrollTop)).toBe(top);
    // Anew, not back: from the top.
    await page.getByRole('link', { name: 'Coverage', exact: true }).click();
    await page.getByRole('link', { name: 'Rules', exact: true }).click();
    await expect(table(page).locator('[data-index="0"]')).toBeInViewport();
  });

  test('is there on a narrow screen: cards, facets on demand, an order to choose', async ({ page, open, axe }) => {
    await page.setViewportSize({ width: 390, height: 844 });
    await open(CATALOGUE);
    await expect(rows(page).first()).toBeVisible();
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    expect(width).toBeLessThanOrEqual(390);
    await expect(facet(page, 'Level')).toBeHidden();
    await page.getByRole('button', { name: 'Facets' }).click();
    await facet(page, 'Level').getByText('critical', { exact: true }).click();
    await expect(rows(page).first()).toContainText('critical');
    expect(await axe()).toEqual([]);
    await page.getByRole('combobox', { name: 'Sort by' }).click();
    await page.getByRole('option', { name: 'Rule', exact: true }).click();
    await expect(page).toHaveURL(/sort=title/);
  });
});
