import { APP, expect, test } from './fixtures';

test.describe('the other pages', () => {
  test('configuration of the app: leads to the data source', async ({ page, open, axe }) => {
    await open('/plugins/sigtrail-cloudtrail-app');
    const link = page.getByRole('main').getByRole('link', { name: 'CloudTrail (Sigma)' });
    await expect(link).toBeVisible();
    expect(await axe()).toEqual([]);
    await link.click();
    await expect(page.getByRole('button', { name: 'Save & test' })).toBeVisible();
  });

  test('change their theme, and keep it from page to page', async ({ page, open }) => {
    await open(`${APP}/rules`);
    const button = page.getByRole('button', { name: /^(Light|Dark) theme$/ });
    const before = await button.innerText();
    await button.click();
    await expect(button).not.toHaveText(before);
    const after = await button.innerText();
    await page.goto(`${APP}/coverage`);
    await expect(button).toHaveText(after);
  });
});
