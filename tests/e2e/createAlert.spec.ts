/// <reference lib="dom" />
import type { Page } from '@playwright/test';
import { APP, expect, IMDS_RULE, test } from './fixtures';

interface Form {
  readonly name: string;
  readonly labels: ReadonlyArray<{ key: string; value: string }>;
  readonly annotations: ReadonlyArray<{ key: string; value: string }>;
  readonly queries: ReadonlyArray<{
    readonly datasourceUid: string;
    readonly relativeTimeRange: { from: number; to: number };
    readonly model: Record<string, unknown>;
  }>;
}
interface Answer {
  readonly results: Record<
    string,
    { status: number; frames: ReadonlyArray<{ schema: { meta: { type: string } }; data: { values: unknown[][] } }> }
  >;
}

/** What Grafana's form is filled with, once the page has been left for it. */
async function filledForm(page: Page): Promise<Form> {
  await page.waitForURL(/\/alerting\/new\?/);
  return JSON.parse(new URL(page.url()).searchParams.get('defaults') ?? '') as Form;
}

/** What the form's first query answers over a day: its row count for each rule. */
async function rowsOf(page: Page, { queries: [{ model }] }: Form): Promise<{ type: string; ids: unknown[] }> {
  const response = await page.request.post('/api/ds/query', {
    data: { from: 'now-24h', to: 'now', queries: [{ ...model, intervalMs: 60_000, maxDataPoints: 100 }] },
  });
  const { A: answer } = ((await response.json()) as Answer).results;
  return { type: answer.frames[0].schema.meta.type, ids: answer.frames[0].data.values[0] };
}

test.describe('create an alert rule', () => {
  test('from a query: Grafana’s form counts what the query shows', async ({ page, open, axe }) => {
    await open('/explore');
    const button = page.getByRole('button', { name: 'Create alert rule' });
    await expect(button).toBeVisible();
    expect(await axe()).toEqual([]);
    await button.focus();
    await page.keyboard.press('Enter');
    const form = await filledForm(page);
    expect(form.name).toBe('Sigma detections: all rules');
    expect(form.queries.map(({ datasourceUid }) => datasourceUid)).toEqual(['sigtrail', '__expr__']);
    const { type, ids } = await rowsOf(page, form);
    expect(type).toBe('numeric-long');
    // Rows of 0 too: many rules, quiet ones among them.
    expect(new Set(ids).size).toBeGreaterThan(20);
  });

  test('from the page of a rule: the form tells what the page tells', async ({ page, open }) => {
    await open(`${APP}/rules/${IMDS_RULE}`);
    await page.getByRole('link', { name: 'Create alert rule' }).click();
    const form = await filledForm(page);
    expect(form.labels).toEqual([
      { key: 'severity', value: 'high' },
      { key: 'rule_id', value: IMDS_RULE },
    ]);
    expect(form.annotations.map(({ key }) => key)).toEqual(
      expect.arrayContaining(['summary', 'description', 'attack', 'author', 'runbook_url'])
    );
    const { ids } = await rowsOf(page, form);
    expect(new Set(ids)).toEqual(new Set([IMDS_RULE]));
  });
});
