/// <reference lib="dom" />
import type { Page } from '@playwright/test';
import { expect, IMDS_RULE, test } from './fixtures';

// The radio buttons themselves are not to be seen, their labels are.
const choose = (page: Page, name: string) => page.getByRole('radio', { name, exact: true }).check({ force: true });
const run = async (page: Page): Promise<Record<string, unknown>> => {
  const request = page.waitForRequest((sent) => sent.url().includes('/api/ds/query'));
  await page.getByRole('button', { name: 'Run query' }).click();
  const { queries } = (await request).postDataJSON() as { queries: Array<Record<string, unknown>> };
  return queries[0];
};
const result = (page: Page) => page.getByRole('region', { name: 'Result' });

const ruleWith = (condition: string) => `title: Buckets
level: low
logsource:
  product: aws
  service: cloudtrail
detection:
  sel:
    eventSource: s3.amazonaws.com
  condition: ${condition}
`;

test.describe('the query editor', () => {
  test('asks for detections as log lines with a severity each', async ({ page, open, axe }) => {
    await open('/explore');
    await expect(page.getByText(/^\d+ rules$/)).toBeVisible();
    expect(await axe()).toEqual([]);
    expect(await run(page)).toMatchObject({ queryType: 'detections', format: 'logs' });
    const lines = result(page).getByRole('listitem');
    await expect(lines.first()).toContainText(/critical|error|warning|info|debug/);
    await expect(lines.first()).toContainText('"eventName"');
  });

  test('says what the query takes of CloudTrail before it is run, and why', async ({ page, open, axe }) => {
    await open('/explore');
    await choose(page, 'Own rule');
    await expect(page.getByRole('status', { name: 'Requests to CloudTrail' })).toContainText(/requests? per minute: /);
    await page.getByRole('button', { name: 'About these requests' }).hover();
    await expect(page.getByRole('tooltip')).toContainText('share these requests');
    expect(await axe({ exclude: ['.monaco-editor'] })).toEqual([]);
    await choose(page, 'Rules');
    await expect(page.getByRole('status', { name: 'Requests to CloudTrail' })).toHaveCount(0);
  });

  test('asks for detections as a table', async ({ page, open }) => {
    await open('/explore');
    await choose(page, 'Table');
    expect(await run(page)).toMatchObject({ queryType: 'detections', format: 'table' });
    for (const column of ['time', 'severity', 'rule', 'principal']) {
      await expect(result(page).getByText(column, { exact: true }).first()).toBeVisible();
    }
  });

  for (const [kind, form, sent] of [
    ['Counts', 'Numbers', { queryType: 'counts', format: 'numeric' }],
    ['Counts', 'Time series', { queryType: 'counts', format: 'timeseries' }],
    ['Events', 'Table', { queryType: 'events', format: 'table' }],
    ['Coverage', undefined, { queryType: 'coverage' }],
  ] as const) {
    test(`asks for ${kind.toLowerCase()}${form ? ` as ${form.toLowerCase()}` : ''}`, async ({ page, open, axe }) => {
      await open('/explore');
      await choose(page, kind);
      if (form) {
        await choose(page, form);
      }
      expect(await run(page)).toMatchObject(sent);
      await expect(result(page)).toBeVisible();
      await expect(result(page)).not.toContainText('No data.');
      expect(await axe({ exclude: ['[aria-label="Result"]'] })).toEqual([]);
    });
  }

  test('asks for the rules of the catalogue', async ({ page, open }) => {
    await open('/explore');
    await choose(page, 'Rules');
    // The table holds only the rows that are in view, so few are asked for.
    await page.getByRole('textbox', { name: 'Search' }).fill('IMDS');
    expect(await run(page)).toMatchObject({ queryType: 'rules', rules: { text: 'IMDS' } });
    await expect(result(page)).toContainText('Malicious Usage Of IMDS');
  });

  test('takes a rule of its own, says where it is wrong, and runs it when it is right', async ({ page, open, axe }) => {
    await open('/explore');
    await choose(page, 'Own rule');
    const editor = page.getByRole('textbox', { name: 'Sigma rule' });
    await editor.waitFor();
    const write = async (condition: string) => {
      await editor.focus();
      await page.keyboard.press('ControlOrMeta+A');
      // Pasted: what is typed is indented and its brackets closed by the editor.
      await editor.evaluate((element, text) => {
        const clipboardData = new DataTransfer();
        clipboardData.setData('text/plain', text);
        element.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true }));
      }, ruleWith(condition));
    };
    await write('selection');
    const check = page.getByRole('status', { name: 'Check of the rule' });
    await expect(check.getByRole('button', { name: /^9:14, go to this line/ }).first()).toBeVisible();
    await expect(check).toContainText('selection');
    await expect(page.locator('.squiggly-error').first()).toBeVisible();
    expect(await axe({ exclude: ['.monaco-editor'] })).toEqual([]);
    await write('sel');
    await expect(check).toContainText('can match s3.amazonaws.com');
    const query = await run(page);
    expect(query.rule).toContain('condition: sel\n');
    await expect(result(page).getByRole('listitem').first()).toContainText('s3.amazonaws.com');
  });

  test('runs the query that a link brings, and a detection leads to its rule', async ({ page, open }) => {
    const pane = {
      datasource: 'sigtrail',
      queries: [{ refId: 'A', queryType: 'detections', format: 'table', rules: { text: 'IMDS' } }],
      range: { from: 'now-3h', to: 'now' },
    };
    await open(`/explore?schemaVersion=1&panes=${encodeURIComponent(JSON.stringify({ a: pane }))}`);
    const link = result(page).getByRole('link', { name: 'Malicious Usage Of IMDS' }).first();
    await expect(link).toHaveAttribute('href', new RegExp(`/rules/${IMDS_RULE}\\?ds=sigtrail&from=now-3h&to=now$`));
  });
});
