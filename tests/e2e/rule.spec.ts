import { APP, expect, IMDS_RULE, test } from './fixtures';

const RULE = `${APP}/rules/${IMDS_RULE}`;
/** “Bucket Made Public Step By Step”, a correlation: the demo's buckets lose their block, and few are made public. */
const MADE_PUBLIC = 'c7cc638f-a131-4ca4-a20c-728194fdfe45';

test.describe('the page of a rule', () => {
  test('has the sections of the published page, in its order', async ({ page, open, axe }) => {
    await open(RULE);
    await expect(page.getByRole('heading', { name: 'Indicators' })).toBeVisible();
    const headings = await page.getByRole('heading', { level: 2 }).allInnerTexts();
    const wanted = [
      'MITRE ATT&CK coverage',
      'Event coverage',
      'Rule body',
      'Stages and Predicates',
      'Exclusions',
      'Indicators',
    ];
    expect(headings.filter((heading) => wanted.includes(heading))).toEqual(wanted);
    const facts = page.getByRole('main');
    for (const text of [
      'test',
      'high',
      'jamesc-grafana',
      'github.com/SigmaHQ/sigma',
      'product aws, service cloudtrail',
    ]) {
      await expect(facts.getByText(text, { exact: true }).first()).toBeVisible();
    }
    expect(await axe()).toEqual([]);
  });

  test('shows condition, stages, exclusions and indicators as they follow from the rule', async ({ page, open }) => {
    await open(RULE);
    const section = (name: string) => page.getByRole('region', { name, exact: true });
    await expect(section('Stages and Predicates')).toContainText('selection and not 1 of filter_main_*');
    const exclusions = section('Exclusions').locator('tbody tr');
    await expect(exclusions).toHaveText([
      /^eventName\s*eq\s*RegisterManagedInstance$/,
      /^eventSource\s*eq\s*ssm\.amazonaws\.com$/,
      /^sourceIPAddress\s*eq\s*AWS Internal$/,
    ]);
    await expect(section('Indicators').locator('tbody tr')).toHaveText([
      /^userIdentity\.arn\s*regex_match\s*\.\+:assumed-role\/aws:\.\+\s*\d+$/,
    ]);
    await expect(section('Event coverage').locator('tbody tr')).toHaveCount(1);
    await expect(section('Rule body')).toContainText("userIdentity.arn|re: '.+:assumed-role/aws:.+'");
  });

  test('explains why an event matches and why another does not', async ({ page, open, axe }) => {
    await open(RULE);
    const record = (sourceIPAddress: string) =>
      JSON.stringify({
        eventSource: 's3.amazonaws.com',
        eventName: 'ListBuckets',
        sourceIPAddress,
        userIdentity: { arn: 'arn:aws:sts::111122223333:assumed-role/aws:ec2-instance/i-0123456789abcdef0' },
      });
    const field = page.getByRole('textbox', { name: 'CloudTrail record' });
    await field.fill(record('203.0.113.7'));
    await page.getByRole('button', { name: 'Explain' }).click();
    await expect(page.getByText('203.0.113.7').last()).toBeVisible();
    await expect(page.getByRole('main')).toContainText(/The rule matches/i);
    await field.fill(record('AWS Internal'));
    await page.getByRole('button', { name: 'Explain' }).click();
    await expect(page.getByRole('main')).toContainText(/does not match/i);
    expect(await axe()).toEqual([]);
  });

  test('shows matches in the accounts with why, near misses, and what it costs', async ({ page, open, axe }) => {
    await open(RULE);
    const section = page.getByRole('region', { name: 'In your accounts' });
    await expect(section.getByRole('note')).toContainText(/takes about \d+ requests? per minute/);
    // The demo's events are of the last hours; what is missing of the day may be many requests.
    const look = section.getByRole('button', { name: /^Look for matches/ });
    const latest = section.getByRole('region', { name: 'Latest matches' });
    await expect(look.or(latest)).toBeVisible();
    if (await look.isVisible()) {
      await look.click();
    }
    await expect(latest.locator('tbody tr').first()).toContainText(
      /selection: userIdentity\.arn = .+assumed-role\/aws:/
    );
    await expect(section.getByRole('img', { name: /^Matches: [1-9]/ })).toBeVisible();
    await section.getByRole('button', { name: 'Look for near misses' }).click();
    await expect(section.getByText(/of the newest \d+ events|There is no event/)).toBeVisible();
    expect(await axe()).toEqual([]);
  });

  test('of a correlation tells which groups came near to its condition', async ({ page, open, axe }) => {
    await open(`${APP}/rules/${MADE_PUBLIC}`);
    const section = page.getByRole('region', { name: 'In your accounts' });
    const look = section.getByRole('button', { name: /^Look for matches/ });
    const misses = section.getByRole('heading', { name: 'Near misses' });
    await expect(look.or(misses)).toBeVisible();
    if (await look.isVisible()) {
      await look.click();
    }
    const near = section.getByRole('region', { name: 'Near misses' });
    await expect(near.locator('tbody tr').first()).toContainText(/^requestParameters\.bucketName \S+1 of 2/);
    await expect(near.locator('tbody tr').first()).toContainText('Bucket Policy For Every Principal');
    expect(await axe()).toEqual([]);
    await near.getByRole('link').first().click();
    await expect(page.getByRole('region', { name: 'Timeline' })).toBeVisible();
  });

  test('looks at any range, by keyboard, and again up to now', async ({ page, open }) => {
    await open(RULE);
    const section = page.getByRole('region', { name: 'In your accounts' });
    const range = (name: string) => section.getByRole('button', { name: `Time range selected: ${name}` });
    await range('Last 24 hours').press('Enter');
    await section.getByRole('textbox', { name: 'From', exact: true }).fill('now-90m');
    await section.getByRole('button', { name: 'Apply time range' }).press('Enter');
    await expect(section.getByRole('button', { name: /Time range selected: .*90/ })).toBeVisible();
    await expect(section.getByRole('note')).toContainText(/takes about \d+ requests? per minute/);
    await section.getByRole('button', { name: 'Refresh matches' }).press('Enter');
    await expect(section.getByRole('note')).toBeVisible();
    await expect(page).toHaveURL(/from=now-90m&to=now/);
    await page.goBack();
    await expect(range('Last 24 hours')).toBeVisible();
  });

  test('looks at the range that the catalogue counted', async ({ page, open }) => {
    await open(`${APP}/rules?ds=sigtrail&q=IMDS&from=now-2d&to=now`);
    await page.getByRole('table', { name: 'Rules' }).getByRole('link', { name: 'Malicious Usage Of IMDS' }).click();
    const section = page.getByRole('region', { name: 'In your accounts' });
    await expect(section.getByRole('button', { name: 'Time range selected: Last 2 days' })).toBeVisible();
  });

  test('opens the other rules that share an indicator, by keyboard', async ({ page, open, axe }) => {
    await open(`${APP}/rules`);
    await page.getByLabel('Search rules').fill('IAM User Created');
    await page.getByRole('table', { name: 'Rules' }).getByRole('link', { name: 'IAM User Created' }).click();
    const indicators = page.getByRole('region', { name: 'Values with corpus' });
    const count = indicators.getByRole('button', { name: /other rules look for iam\.amazonaws\.com/ });
    const others = Number(await count.innerText());
    expect(others).toBeGreaterThan(1);
    await count.focus();
    await page.keyboard.press('Enter');
    await expect(indicators.getByRole('link')).toHaveCount(others);
    expect(await axe()).toEqual([]);
    const other = indicators.getByRole('link').first();
    const title = await other.innerText();
    await other.click();
    await expect(page.getByRole('heading', { name: title }).first()).toBeVisible();
  });

  test('leads to what else covers a technique', async ({ page, open }) => {
    await open(RULE);
    const link = page.getByRole('link', { name: /^\d+ other rules$/ }).first();
    const others = Number.parseInt(await link.innerText(), 10);
    await link.click();
    await expect(page).toHaveURL(/technique=T1078/);
    // This rule is among them.
    await expect(page.getByRole('status')).toContainText(`${others + 1} of `);
  });

  test('links techniques to ATT&CK and references to where they lie', async ({ page, open }) => {
    await open(RULE);
    const technique = page.getByRole('link', { name: /T1078\.002/ }).first();
    await expect(technique).toHaveAttribute('href', 'https://attack.mitre.org/techniques/T1078/002');
    await expect(page.getByRole('region', { name: 'References' }).getByRole('link').first()).toHaveAttribute(
      'href',
      /^https:/
    );
  });
});

test.describe('a rule that is not there', () => {
  test.use({ tolerated: [/404/] });

  test('is told, and nothing breaks', async ({ page, open }) => {
    await open(`${APP}/rules/00000000-0000-4000-8000-00000000dead`);
    await expect(page.getByRole('alert').or(page.getByRole('status')).first()).toContainText(/rule/i);
  });
});
