import { APP, expect, SETTINGS, test } from './fixtures';

// Grafana's sections of settings are of levels 3 and 6, whatever is around them.
const OF_GRAFANA = { withoutRules: ['heading-order'] };
/** "DNS Zone Deleted", which no other test is about. */
const RULE = `${APP}/rules/c5393460-d008-49a8-9261-d4cd2ba88e2a`;
const TITLE = 'DNS Zone Deleted';

test.describe('what a data source makes of a rule', () => {
  test('is set on its page by keyboard, listed in the settings, and taken back there', async ({ page, open, axe }) => {
    await open(RULE);
    const section = page.getByRole('region', { name: 'In this data source' });
    const enabled = section.getByLabel(/^Enabled/);
    await expect(enabled).toBeChecked();
    await enabled.focus();
    await page.keyboard.press('Space');
    await expect(section.getByText('Saved.')).toBeVisible();
    await expect(page.getByText('No: this data source leaves it out')).toBeVisible();
    await expect(enabled).not.toBeChecked();

    const level = section.getByLabel(/^Level/);
    await level.fill('crit');
    await page.keyboard.press('Enter');
    await expect(page.getByText('in this data source; written as medium')).toBeVisible();
    await expect(level).toHaveValue('critical');
    expect(await axe()).toEqual([]);

    await open(SETTINGS);
    const list = page.getByRole('list', { name: 'Overridden rules' });
    await expect(list).toContainText(`${TITLE}: disabled, level critical`);
    expect(await axe(OF_GRAFANA)).toEqual([]);
    await list.getByRole('button', { name: new RegExp(TITLE) }).click();
    await page.getByRole('button', { name: 'Save & test' }).click();
    await expect(page.getByText('111122223333').first()).toBeVisible();

    await open(RULE);
    await expect(enabled).toBeChecked();
    await expect(level).toHaveValue('medium (as written)');
  });
});
