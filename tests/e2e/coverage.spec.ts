/// <reference lib="dom" />
import type { Page } from '@playwright/test';
import { APP, expect, test } from './fixtures';

const COVERAGE = `${APP}/coverage`;
/** A layer as others publish it, of format 4.4. */
const LAYER = JSON.stringify({
  name: 'Of another team',
  versions: { attack: '19.1', navigator: '4.8.1', layer: '4.4' },
  domain: 'enterprise-attack',
  techniques: [
    { techniqueID: 'T1190', tactic: 'initial-access', score: 146, color: '', enabled: true },
    { techniqueID: 'T1078.004', tactic: 'persistence', score: 12, color: '', enabled: true },
    { techniqueID: 'T1055', tactic: 'stealth', score: 30, color: '', enabled: true },
  ],
});
const file = (text: string, name = 'layer.json') => ({ name, mimeType: 'application/json', buffer: Buffer.from(text) });
const tactic = (page: Page, name: string) => page.getByRole('region', { name, exact: true });

test.describe('ATT&CK coverage', () => {
  test('shows tactics with techniques and gaps, by count, level and matches', async ({ page, open, axe }) => {
    await open(COVERAGE);
    const access = tactic(page, 'Initial Access');
    await expect(access.getByRole('link', { name: /^T1078 Valid Accounts\s*\d+$/ })).toBeVisible();
    await expect(access.getByRole('link', { name: /^T1190 .*no rule$/ })).toHaveAttribute('href', /attack\.mitre\.org/);
    expect(await axe()).toEqual([]);
    await page.getByRole('radio', { name: 'Level', exact: true }).check({ force: true });
    await expect(access.getByRole('link', { name: /^T1078 .*\d+ (critical|high)$/ })).toBeVisible();
    expect(await axe()).toEqual([]);
    await page.getByRole('radio', { name: 'Matches', exact: true }).check({ force: true });
    const count = page.getByRole('button', { name: /^Count matches/ });
    const counted = access.getByRole('link', { name: /^T1078 .*match(es)?$/ });
    await expect(count.or(counted)).toBeVisible();
    if (await count.isVisible()) {
      await count.click();
    }
    await expect(counted).toBeVisible({ timeout: 30_000 });
    await expect(page).toHaveURL(/colour=matches/);
    expect(await axe()).toEqual([]);
  });

  test('narrows to gaps, levels and sub-techniques by keyboard, and leads to the rules', async ({
    page,
    open,
    axe,
  }) => {
    await open(COVERAGE);
    await page.getByRole('radio', { name: 'With rules' }).focus();
    await page.keyboard.press('ArrowRight');
    await expect(page).toHaveURL(/show=gaps/);
    const gaps = tactic(page, 'Initial Access').getByRole('link', { name: /no rule$/ });
    await expect(gaps.filter({ hasText: 'T1190' })).toBeVisible();
    // Of a technique with rules the sub-techniques without any.
    await expect(gaps.filter({ hasText: /T1078\.\d/ }).first()).toBeVisible();
    await page.goto(`${COVERAGE}?show=covered&level=critical&subs=1`);
    await expect(page.getByRole('status')).toContainText(/^\d+ rules name \d+ of the \d+ techniques/);
    const link = tactic(page, 'Persistence')
      .getByRole('link', { name: /^T1098/ })
      .first();
    const rules = Number(/(\d+)$/.exec(await link.innerText())?.[1]);
    expect(rules).toBeGreaterThan(0);
    expect(await axe()).toEqual([]);
    await link.focus();
    await page.keyboard.press('Enter');
    await expect(page).toHaveURL(/rules\?.*technique=T1098.*level=critical/);
    await expect(page.getByRole('status').first()).toContainText(`${rules} of `);
  });

  test('compares with a layer, and refuses what is none', async ({ page, open, axe }) => {
    await open(COVERAGE);
    const input = page.getByLabel('Layer to compare with');
    await input.setInputFiles(file('{"techniques": 1}'));
    await expect(page.getByText('The layer cannot be read')).toBeVisible();
    await input.setInputFiles(file(LAYER));
    const section = page.getByRole('region', { name: 'Navigator layers' });
    await expect(section.getByRole('status')).toContainText(
      /^Compared with “Of another team” \(ATT&CK 19\.1, layer 4\.4\): 1 techniques in both, \d+ in ours only, 1 in theirs only/
    );
    await expect(section.getByRole('region', { name: 'Theirs only' })).toContainText(
      'T1190 Exploit Public-Facing Application'
    );
    await section.getByLabel('Only techniques for clouds').uncheck({ force: true });
    await expect(section.getByRole('region', { name: 'Theirs only' })).toContainText('T1055');
    expect(await axe()).toEqual([]);
    // Dropped on the page's area, as from a file manager.
    await section.getByRole('button', { name: 'Close the comparison' }).click();
    const transfer = await page.evaluateHandle((text) => {
      const data = new DataTransfer();
      data.items.add(new File([text], 'dropped.json', { type: 'application/json' }));
      return data;
    }, LAYER);
    await section.getByText('or drop a layer').dispatchEvent('drop', { dataTransfer: transfer });
    await expect(section.getByRole('status')).toContainText('Of another team');
  });

  test('saves its own layer', async ({ page, open }) => {
    await open(COVERAGE);
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Save ours', exact: true }).click(),
    ]);
    expect(download.suggestedFilename()).toBe('sigtrail-attack-layer.json');
    await page.getByLabel('Layer to compare with').setInputFiles(await download.path());
    await expect(page.getByRole('region', { name: 'Navigator layers' }).getByRole('status')).toContainText(
      ' 0 in ours only'
    );
  });

  test('fits a narrow screen', async ({ page, open, axe }) => {
    await page.setViewportSize({ width: 390, height: 844 });
    await open(`${COVERAGE}?subs=1`);
    await expect(tactic(page, 'Impact').getByRole('link').first()).toBeVisible();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
    expect(await axe()).toEqual([]);
  });
});

test.describe('event coverage', () => {
  const RECENT = `${COVERAGE}?tab=events&from=now-3h`;
  async function look(page: Page) {
    const button = page.getByRole('button', { name: /^Look for events/ });
    const table = page.getByRole('region', { name: 'Event coverage' });
    await expect(button.or(table)).toBeVisible({ timeout: 30_000 });
    if (await button.isVisible()) {
      await button.click();
    }
    await expect(table).toBeVisible({ timeout: 30_000 });
    return table;
  }

  test('lists the busiest events that no rule looks at first, and leads to a rule for one', async ({
    page,
    open,
    axe,
  }) => {
    await open(RECENT);
    const table = await look(page);
    await expect(page.getByRole('status')).toContainText(/^\d+ events of \d+ kinds occurred\. No rule names \d+/);
    const first = table.locator('tbody tr').first();
    await expect(first).toContainText('no rule');
    expect(await axe()).toEqual([]);
    const [name, source] = (await first.locator('td').first().innerText()).split('\n');
    await first.getByRole('link', { name: /^Write a rule for/ }).click();
    await expect(page).toHaveURL(new RegExp(`workbench\\?eventSource=${source}&eventName=${name}`));
    await expect(page.getByText(`Rule for ${name}`).first()).toBeVisible();
    await expect(page.getByText(source).first()).toBeVisible();
  });

  test('is searched, narrowed and sorted by keyboard', async ({ page, open, axe }) => {
    await open(RECENT);
    const table = await look(page);
    await page.getByLabel('Search events').fill('iam user');
    await expect(page).toHaveURL(/q=iam(\+|%20)user/);
    await expect(table.locator('tbody tr').first()).toContainText('iam.amazonaws.com');
    await table.getByRole('button', { name: /^Rules/ }).focus();
    await page.keyboard.press('Enter');
    await expect(table.getByRole('columnheader', { name: /^Rules/ })).toHaveAttribute('aria-sort', 'descending');
    await expect(table.locator('tbody tr').first().getByRole('link').first()).toHaveAttribute('href', /\/rules\//);
    await page.getByLabel('Search events').fill('nothing of this name');
    await expect(page.getByText('No event fits')).toBeVisible();
    expect(await axe()).toEqual([]);
  });

  test('fits a narrow screen', async ({ page, open, axe }) => {
    await page.setViewportSize({ width: 390, height: 844 });
    await open(RECENT);
    await look(page);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
    expect(await axe()).toEqual([]);
  });
});
