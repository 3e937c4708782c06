import type { Page } from '@playwright/test';
import { expect, IMDS_RULE, test } from './fixtures';
import { choose, pick, run, tabTo, type } from './keyboard';

const result = (page: Page) => page.getByRole('region', { name: 'Result' });
const combobox = (page: Page, name: string) => page.getByRole('combobox', { name, exact: true });

test.describe('the query editor by keyboard alone', () => {
  for (const [kind, form, sent] of [
    ['Detections', 'Table', { queryType: 'detections', format: 'table' }],
    ['Detections', 'Logs', { queryType: 'detections', format: 'logs' }],
    ['Counts', 'Numbers', { queryType: 'counts', format: 'numeric' }],
    ['Counts', 'Time series', { queryType: 'counts', format: 'timeseries' }],
    ['Events', 'Table', { queryType: 'events', format: 'table' }],
    ['Events', 'Logs', { queryType: 'events', format: 'logs' }],
    ['Coverage', undefined, { queryType: 'coverage' }],
    ['Rules', undefined, { queryType: 'rules' }],
  ] as const) {
    test(`asks for ${kind.toLowerCase()}${form ? ` as ${form.toLowerCase()}` : ''}`, async ({ page, open }) => {
      await open('/explore');
      await choose(page, 'What to show', kind);
      if (form) {
        await choose(page, 'In which form', form);
      }
      expect(await run(page)).toMatchObject(sent);
      await expect(result(page)).toBeVisible();
      await expect(result(page)).not.toContainText('No data.');
      const answer = form === 'Logs' ? result(page).getByRole('listitem') : result(page).getByRole('row');
      await expect(answer.first()).toBeVisible();
      // The answer takes the focus from no one.
      await expect(page.getByTestId('sigtrail-query-editor').locator(':focus')).toHaveCount(1);
    });
  }

  test('leaves the editor by Tab for the button that runs the query', async ({ page, open }) => {
    await open('/explore');
    await choose(page, 'What to show', 'Rules');
    await tabTo(page, page.getByRole('button', { name: 'Run query' }));
    await page.keyboard.press('Enter');
    await expect(result(page).getByRole('row').first()).toBeVisible();
  });

  test('chooses a rule by its title, and lets go of it', async ({ page, open }) => {
    await open('/explore');
    await pick(page, 'Rules by name', 'Of IMDS', /^Malicious Usage Of IMDS/);
    await expect(page.getByText(/^1 of \d+ rules?$/)).toBeVisible();
    expect(await run(page)).toMatchObject({ queryType: 'detections', rules: { ids: [IMDS_RULE] } });
    await expect(result(page).getByRole('listitem').first()).toBeVisible();
    // What was typed goes when the list is left.
    await page.keyboard.press('Tab');
    await tabTo(page, combobox(page, 'Rules by name'), 'Shift+Tab');
    await page.keyboard.press('Backspace');
    expect(await run(page)).not.toHaveProperty('rules');
  });

  test('builds detections from a level on, of events that a filter takes', async ({ page, open }) => {
    await open('/explore');
    await pick(page, 'Minimum level', 'high', 'high');
    await tabTo(page, page.getByRole('button', { name: 'Add filter' }));
    await page.keyboard.press('Enter');
    const filter = page.getByRole('group', { name: 'Filter 1' });
    await tabTo(page, filter.getByRole('combobox').first(), 'Shift+Tab');
    await pick(page, 'Filter 1: field', 'awsRegion', /^awsRegion/);
    await pick(page, 'Filter 1: operator', '!=', '!=');
    await pick(page, 'Filter 1: value', 'eu-w3', /^eu-w3/);
    expect(await run(page)).toMatchObject({
      rules: { minLevel: 'high' },
      filters: [{ field: 'awsRegion', operator: '!=', value: 'eu-w3' }],
    });
  });

  test('builds counts for each principal, without zeros', async ({ page, open }) => {
    await open('/explore');
    await choose(page, 'What to show', 'Counts');
    await pick(page, 'Group by', 'Identity.arn', /^userIdentity\.arn/);
    await page.keyboard.press('Escape');
    await tabTo(page, page.getByRole('switch', { name: 'Zero for quiet rules' }));
    await page.keyboard.press('Space');
    expect(await run(page)).toMatchObject({ queryType: 'counts', groupBy: ['userIdentity.arn'], fill: 'none' });
  });

  test('builds events that CloudTrail looks up by name', async ({ page, open }) => {
    await open('/explore');
    await choose(page, 'What to show', 'Events');
    await pick(page, 'Look up by', 'EventName', 'EventName');
    const value = page.getByRole('textbox', { name: 'Value', exact: true });
    await tabTo(page, value);
    await type(page, value, 'ConsoleLogin');
    expect(await run(page)).toMatchObject({ lookup: { attribute: 'EventName', value: 'ConsoleLogin' } });
    await expect(result(page)).toContainText('ConsoleLogin');
  });

  test('builds coverage of one region', async ({ page, open }) => {
    await open('/explore');
    await choose(page, 'What to show', 'Coverage');
    await pick(page, 'Regions', 'us-east-1', /^us-east-1/);
    expect(await run(page)).toMatchObject({ queryType: 'coverage', regions: ['us-east-1'] });
  });

  test('builds a list of rules by words', async ({ page, open }) => {
    await open('/explore');
    await choose(page, 'What to show', 'Rules');
    const words = page.getByRole('textbox', { name: 'Search' });
    await tabTo(page, words);
    await type(page, words, 'IMDS');
    expect(await run(page)).toMatchObject({ queryType: 'rules', rules: { text: 'IMDS' } });
    await expect(result(page)).toContainText('Malicious Usage Of IMDS');
  });

  test('writes a rule of its own, and runs it from within', async ({ page, open }) => {
    await open('/explore');
    await choose(page, 'Which rules', 'Own rule');
    const rule = page.getByRole('textbox', { name: 'Sigma rule' });
    await tabTo(page, rule);
    await page.keyboard.press('ControlOrMeta+Home');
    await page.keyboard.type('# mine');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('status', { name: 'Check of the rule' })).toContainText('can match');
    const { rule: sent } = await run(page);
    expect(sent).toMatch(/^# mine\ntitle: /);
  });
});
