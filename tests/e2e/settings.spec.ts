import { expect, SETTINGS, test } from './fixtures';

test.describe('the settings of a data source', () => {
  test('show no secret, only that there is one', async ({ page, open, axe }) => {
    const answered = page.waitForResponse((response) => response.url().endsWith('/api/datasources/uid/sigtrail'));
    await open(SETTINGS);
    const shown: unknown = await (await answered).json();
    expect(shown).toMatchObject({ secureJsonFields: { accessKey: true, secretKey: true } });
    expect(JSON.stringify(shown)).not.toContain('secureJsonData');
    await expect(page.getByRole('textbox', { name: 'Secret Access Key' })).toBeDisabled();
    await expect(page.getByRole('textbox', { name: 'Secret Access Key' })).toHaveValue('');
    expect(await axe()).toEqual([]);
  });

  test('are saved and tested: the account, and how many rules', async ({ page, open, axe }) => {
    await open(SETTINGS);
    await page.getByRole('button', { name: 'Save & test' }).click();
    const said = page
      .getByRole('status')
      .filter({ hasText: '111122223333' })
      .or(page.getByRole('alert').filter({ hasText: '111122223333' }));
    await expect(said.first()).toContainText(/rules/);
    expect(await axe()).toEqual([]);
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
