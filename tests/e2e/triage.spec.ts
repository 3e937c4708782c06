/// <reference lib="dom" />
import type { APIRequestContext } from '@playwright/test';
import { APP, expect, IMDS_RULE, test } from './fixtures';

const GUESSED = '201dee0f-4b0f-47f8-a08b-66a44f43d5d9';

interface Found {
  readonly eventId: string;
  readonly path: string;
}

/** The newest detection of a rule in the demo's events. */
async function newest(request: APIRequestContext, rule: string): Promise<Found> {
  const now = Date.now();
  const query = { refId: 'A', queryType: 'detections', format: 'table', rules: { ids: [rule] }, limit: 1 };
  const response = await request.post('/api/ds/query', {
    data: {
      queries: [{ ...query, datasource: { uid: 'sigtrail', type: 'sigtrail-cloudtrail-datasource' } }],
      from: String(now - 86_400_000),
      to: String(now),
    },
  });
  const { results } = (await response.json()) as {
    results: { A: { frames: Array<{ schema: { fields: Array<{ name: string }> }; data: { values: unknown[][] } }> } };
  };
  const [{ schema, data }] = results.A.frames;
  const value = (name: string) => String(data.values[schema.fields.findIndex((field) => field.name === name)]?.[0]);
  const search = new URLSearchParams({ rule, time: value('time'), account: value('account'), region: value('region') });
  return { eventId: value('eventID'), path: `${APP}/detections/${value('eventID')}?${search.toString()}&ds=sigtrail` };
}

test.describe('the page of a detection', () => {
  test('tells the event, why, and what happened around it', async ({ page, open, axe, request }) => {
    const { path, eventId } = await newest(request, IMDS_RULE);
    await open(path);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(/^Malicious Usage Of IMDS/);
    await expect(page.getByRole('region', { name: 'When' })).toContainText(eventId);
    await expect(page.getByRole('region', { name: 'Why it matched' })).toContainText(/selection: userIdentity\.arn = /);
    const timeline = page.getByRole('region', { name: 'Timeline' });
    await expect(timeline.locator('tr[aria-current="true"]')).toContainText('Malicious Usage Of IMDS');
    await expect(page.getByRole('region', { name: 'Of the same rule' })).toBeVisible();
    expect(await axe()).toEqual([]);
  });

  test('goes from row to row, and keeps the choice in the address, by keyboard', async ({ page, open, request }) => {
    const { path, eventId } = await newest(request, IMDS_RULE);
    await open(path);
    const timeline = page.getByRole('region', { name: 'Timeline' });
    await expect(timeline).toBeVisible();
    await page.getByRole('radio', { name: /^Access key/ }).focus();
    await page.keyboard.press('ArrowRight');
    await expect(page).toHaveURL(/by=address/);
    await page.getByRole('radio', { name: '1 hour' }).focus();
    await page.keyboard.press('Space');
    await expect(page).toHaveURL(/around=1h/);
    const link = timeline.locator('tr:not([aria-current])').getByRole('link').first();
    await link.focus();
    await page.keyboard.press('Enter');
    await expect(page).not.toHaveURL(new RegExp(eventId));
    await expect(timeline.locator('tr[aria-current="true"]')).toBeVisible();
  });

  test('lists the events of a correlation’s window', async ({ page, open, axe, request }) => {
    await open((await newest(request, GUESSED)).path);
    const events = page.getByRole('region', { name: 'Events of the window' });
    await expect(events.locator('tbody tr').last()).toContainText('this event');
    expect(await events.locator('tbody tr').count()).toBeGreaterThan(1);
    expect(await axe()).toEqual([]);
  });

  test('searches the record, and copies a ticket', async ({ page, open, request, context }) => {
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    const { path, eventId } = await newest(request, IMDS_RULE);
    await open(path);
    await page.getByLabel('Search the record').fill('accesskeyid');
    const record = page.getByRole('region', { name: 'Record', exact: true });
    await expect(record.getByRole('status')).toHaveText('1 field has that.');
    await page.getByRole('button', { name: 'Copy for a ticket' }).click();
    const ticket = await page.evaluate(() => navigator.clipboard.readText());
    expect(ticket).toMatch(/^## high: Malicious Usage Of IMDS/);
    expect(ticket).toContain(`/a/sigtrail-cloudtrail-app/detections/${eventId}?rule=${IMDS_RULE}`);
  });

  test('is reached from a table of detections and from the page of a rule', async ({ page, open }) => {
    const query = { queryType: 'detections', format: 'table', rules: { ids: [IMDS_RULE] } };
    const panes = { a: { datasource: 'sigtrail', queries: [query], range: { from: 'now-24h', to: 'now' } } };
    await open(`/explore?panes=${encodeURIComponent(JSON.stringify(panes))}`);
    const link = page.locator(`a[href*="/detections/"]`).first();
    await expect(link).toHaveAttribute(
      'href',
      new RegExp(`rule=${IMDS_RULE}&time=\\d{13}&account=\\d{12}&region=[^&]+&ds=sigtrail&from=now-24h&to=now`)
    );
    await page.goto((await link.getAttribute('href')) ?? '');
    await expect(page.getByRole('region', { name: 'Why it matched' })).toBeVisible();
  });

  test('fits a narrow screen', async ({ page, open, request, axe }) => {
    await page.setViewportSize({ width: 390, height: 844 });
    await open((await newest(request, IMDS_RULE)).path);
    await expect(page.getByRole('region', { name: 'Timeline' })).toBeVisible();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
    expect(await axe()).toEqual([]);
  });
});

test.describe('what is not there', () => {
  test('an event: says why, and where else to look', async ({ page, open, axe }) => {
    await open(
      `${APP}/detections/00000000-0000-4000-8000-00000000dead?time=${Date.now() - 7_200_000}&region=us-east-1`
    );
    await expect(page.getByText('CloudTrail has no such event here')).toBeVisible();
    await expect(page.getByRole('button', { name: /^Look in all accounts/ })).toBeVisible();
    expect(await axe()).toEqual([]);
  });
});

test.describe('a rule that is gone', () => {
  test.use({ tolerated: [/404/] });

  test('leaves the event', async ({ page, open, request, axe }) => {
    const { path } = await newest(request, IMDS_RULE);
    await open(path.replace(IMDS_RULE, '00000000-0000-4000-8000-00000000dead'));
    await expect(page.getByText('The catalogue has this rule no more')).toBeVisible();
    await expect(page.getByRole('region', { name: 'Timeline' })).toBeVisible();
    expect(await axe()).toEqual([]);
  });
});
