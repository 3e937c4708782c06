import { expect, SETTINGS, test } from './fixtures';

// Grafana's sections of settings are of levels 3 and 6, whatever is around them.
const OF_GRAFANA = { withoutRules: ['heading-order'] };

test.describe('the settings of a data source', () => {
  test('show no secret, only that there is one', async ({ page, open, axe }) => {
    const answered = page.waitForResponse((response) => response.url().endsWith('/api/datasources/uid/sigtrail'));
    await open(SETTINGS);
    const shown: unknown = await (await answered).json();
    expect(shown).toMatchObject({ secureJsonFields: { accessKey: true, secretKey: true } });
    expect(JSON.stringify(shown)).not.toContain('secureJsonData');
    // Access key and secret key: a placeholder in the place of the value.
    for (const field of await page.getByPlaceholder('Configured', { exact: true }).all()) {
      await expect(field).toBeDisabled();
      await expect(field).toHaveValue('');
    }
    await expect(page.getByPlaceholder('Configured', { exact: true })).toHaveCount(2);
    expect(await axe(OF_GRAFANA)).toEqual([]);
  });

  test('are saved and tested: the account, and how many rules', async ({ page, open, axe }) => {
    await open(SETTINGS);
    await page.getByRole('button', { name: 'Save & test' }).click();
    const said = page
      .getByRole('status')
      .filter({ hasText: '111122223333' })
      .or(page.getByRole('alert').filter({ hasText: '111122223333' }));
    await expect(said.first()).toContainText(/rules/);
    expect(await axe(OF_GRAFANA)).toEqual([]);
  });

  test('keep what was saved, also when it is emptied', async ({ page, open }) => {
    await open(SETTINGS);
    const level = page.getByLabel('high', { exact: true });
    await level.fill('page');
    await page.getByRole('button', { name: 'Save & test' }).click();
    await expect(page.getByText('111122223333').first()).toBeVisible();
    await page.reload();
    await expect(level).toHaveValue('page');
    await level.fill('');
    await page.getByRole('button', { name: 'Save & test' }).click();
    await expect(page.getByText('111122223333').first()).toBeVisible();
    await page.reload();
    await expect(level).toHaveValue('');
  });
});
