import type { Page } from '@playwright/test';
import { expect, SETTINGS, test } from './fixtures';

// Grafana's sections of settings are of levels 3 and 6, whatever is around them.
const OF_GRAFANA = { withoutRules: ['heading-order'] };
const TRAIL = { engine: 'athena', table: 'AwsDataCatalog.logs.trail' };

/** The data source of the preview with a trail, which is not asked: the emulator has none. */
async function withTrail(page: Page, trail: object): Promise<void> {
  await page.route('**/api/datasources/uid/sigtrail', async (route) => {
    if (route.request().method() !== 'GET') {
      return route.fallback();
    }
    const response = await route.fetch();
    const settings = (await response.json()) as { jsonData: object };
    await route.fulfill({ response, json: { ...settings, jsonData: { ...settings.jsonData, trail } } });
  });
}

test.describe('the settings of a trail', () => {
  test('are off and out of the way until they are opened', async ({ page, open }) => {
    await open(SETTINGS);
    await page.getByRole('button', { name: /Expand section Trail in S3/ }).click();
    await expect(page.getByRole('radio', { name: 'Off' })).toBeChecked();
    await expect(page.getByLabel(/^Table/)).toHaveCount(0);
  });

  test('of Athena: a table, limits with what they cost, and the policy that it needs', async ({ page, open, axe }) => {
    await open(SETTINGS);
    await page.getByRole('button', { name: /Expand section Trail in S3/ }).click();
    await page.getByRole('radio', { name: 'Athena', exact: true }).check({ force: true });
    await expect(page.getByText(/^Write catalog\.schema\.table/)).toBeVisible();
    await page.getByLabel(/^Table/).fill(TRAIL.table);
    await expect(page.getByText(/^Write catalog\.schema\.table/)).toHaveCount(0);
    await page
      .getByLabel(/^Scanned in a day/)
      .first()
      .fill('200');
    await expect(page.getByText('$1.00 a day, $30.00 in 30 days')).toBeVisible();
    await page.getByRole('button', { name: /Expand section IAM policy/ }).click();
    await expect(page.getByLabel('IAM policy: For the credentials')).toContainText('athena:StartQueryExecution');
    expect(await axe(OF_GRAFANA)).toEqual([]);
  });

  test('of a Trino: problems beside their fields, and secrets that are not shown', async ({ page, open, axe }) => {
    await open(SETTINGS);
    await page.getByRole('button', { name: /Expand section Trail in S3/ }).click();
    await page.getByRole('radio', { name: 'Trino', exact: true }).check({ force: true });
    await page.getByLabel(/^Trino URL/).fill('http://trino.example.com:8080');
    await expect(page.getByText(/^Plain HTTP goes to this machine alone/)).toBeVisible();
    await expect(page.locator('#sigtrail-trailPassword')).toHaveAttribute('type', 'password');
    expect(await axe(OF_GRAFANA)).toEqual([]);
  });
});

test.describe('the query editor with a trail', () => {
  // What the backend answers a query that asks for a trail.
  test.use({ tolerated: [/400/] });

  test('offers where events come from, and says which it will be and why', async ({ page, open, axe }) => {
    await withTrail(page, TRAIL);
    await page.route('**/resources/estimate', (route) =>
      route.fulfill({
        json: {
          source: 'trail',
          sourceReason: 'LookupEvents has the last 90 days, and the query begins before them.',
          lookups: [],
          requestsPerMinute: 0,
          firstRequests: 0,
          places: 1,
          text: 'a scan of about 120 GB, $0.60',
          reason: 'One statement on the trail serves all rules.',
          scan: { bytes: 120e9, price: 0.6 },
        },
      })
    );
    await open('/explore');
    await expect(page.getByRole('radio', { name: 'Automatic' })).toBeChecked();
    await expect(page.getByRole('status', { name: 'Scan of the trail' })).toHaveText(
      'From the trail, a scan of about 120 GB, $0.60. LookupEvents has the last 90 days, and the query begins before them.'
    );
    expect(await axe()).toEqual([]);
    await page.getByRole('radio', { name: 'Trail', exact: true }).check({ force: true });
    const request = page.waitForRequest((sent) => sent.url().includes('/api/ds/query'));
    await page.getByRole('button', { name: 'Run query' }).click();
    const { queries } = (await request).postDataJSON() as { queries: Array<Record<string, unknown>> };
    expect(queries[0]).toMatchObject({ source: 'trail' });
    // The backend has no trail, and says what to do.
    await expect(page.getByText(/No trail is set up for this data source/).first()).toBeVisible();
  });

  test('is as it was without one', async ({ page, open }) => {
    await open('/explore');
    await expect(page.getByText(/^\d+ rules$/)).toBeVisible();
    await expect(page.getByRole('radio', { name: 'Automatic' })).toHaveCount(0);
  });
});
