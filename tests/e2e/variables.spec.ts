/// <reference lib="dom" />
import type { Page } from '@playwright/test';
import { expect, IMDS_RULE, test } from './fixtures';
import { pick } from './keyboard';

const choose = async (page: Page, label: string, option: RegExp) => {
  await page.getByRole('combobox', { name: label }).click();
  await page.getByRole('option', { name: option }).first().click();
};
const values = (page: Page) => page.getByRole('region', { name: 'Values' }).getByRole('listitem');
/** What a dashboard puts in place of the variable, one for each text that is listed. */
const stored = (page: Page) =>
  values(page).evaluateAll((items) => items.map((item) => item.getAttribute('data-value')));

test.describe('the editor of dashboard variables', () => {
  test.beforeEach(async ({ page, open }) => {
    await open('/variables');
    await expect(page.getByText('No values.')).toBeVisible();
  });

  for (const [kind, text, value] of [
    ['Rules', /^Malicious Usage Of IMDS/, IMDS_RULE],
    ['Levels', 'critical', 'critical'],
    ['Statuses', 'stable', 'stable'],
    ['Tactics', /^Credential Access$/, 'attack.credential-access'],
    ['Techniques', /^T1552\.005$/, 'attack.t1552.005'],
    ['Services', 'iam.amazonaws.com', 'iam.amazonaws.com'],
    ['Event names', 'ConsoleLogin', 'ConsoleLogin'],
    ['Principals', /^arn:aws:/, /^arn:aws:/],
    ['Accounts', /\d{12}/, /^\d{12}$/],
    ['Regions', 'us-east-1', 'us-east-1'],
  ] as const) {
    test(`lists ${kind.toLowerCase()}`, async ({ page }) => {
      await choose(page, 'List', new RegExp(`^${kind}`));
      const item = values(page).filter({ hasText: text }).first();
      await expect(item).toBeVisible();
      await expect(item).toHaveAttribute('data-value', value);
      const all = await stored(page);
      expect(new Set(all).size, 'no value twice').toBe(all.length);
    });
  }

  test('lists only what rules from a level on have', async ({ page, axe }) => {
    await choose(page, 'List', /^Rules/);
    await values(page).first().waitFor();
    const all = await stored(page);
    await choose(page, 'Minimum level', /^critical/);
    await expect.poll(async () => (await stored(page)).length).toBeLessThan(all.length);
    await values(page).first().waitFor();
    const critical = await stored(page);
    expect(all).toEqual(expect.arrayContaining(critical));
    // The selection belongs to what is listed of rules, and goes with it.
    await choose(page, 'List', /^Levels/);
    await expect(page.getByRole('combobox', { name: 'Minimum level' })).toHaveCount(0);
    await expect(values(page)).toHaveText(['informational', 'low', 'medium', 'high', 'critical']);
    expect(await axe()).toEqual([]);
  });

  test('lists the values of a field that is chosen', async ({ page, axe }) => {
    await page.getByRole('combobox', { name: 'List' }).fill('Values');
    await page.getByRole('option', { name: /^Values of a field/ }).click();
    // Nothing is asked for before there is a field.
    await expect(page.getByText('No values.')).toBeVisible();
    await page.getByRole('combobox', { name: 'Field' }).fill('userIdentity.type');
    await page
      .getByRole('option', { name: /^userIdentity\.type/ })
      .last()
      .click();
    await expect(values(page).filter({ hasText: /^AssumedRole$/ })).toBeVisible();
    expect(await axe()).toEqual([]);
  });

  test('lists the values of a field by keyboard alone', async ({ page }) => {
    await pick(page, 'List', 'Values of', /^Values of a field/);
    await pick(page, 'Field', 'Identity.type', /^userIdentity\.type/);
    const listed = values(page).filter({ hasText: /^IAMUser$/ });
    await expect(listed).toHaveAttribute('data-value', 'IAMUser');
    // Another kind lets go of the field.
    await pick(page, 'List', 'Levels', /^Levels/);
    await expect(page.getByRole('combobox', { name: 'Field' })).toHaveCount(0);
    await expect(values(page)).toHaveText(['informational', 'low', 'medium', 'high', 'critical']);
  });
});
