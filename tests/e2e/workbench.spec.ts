import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { APIRequestContext, Locator, Page } from '@playwright/test';
import { APP, expect, test } from './fixtures';

const WORKBENCH = `${APP}/workbench`;
/** “Trail Logging Stopped Or Trail Deleted”: the demo's traffic has a few such events. */
const RULE = '6c1d0a52-2f0c-4b67-9d0e-8f0b7b6a4e31';
/** Monaco and its colours are Grafana's. */
const OURS = { exclude: ['.monaco-editor'] };
const FURTHEST = 120;

// What the demo's CloudTrail has to be asked for comes at two requests a second.
test.setTimeout(120_000);
const SLOW = { timeout: 40_000 };

const rule = (page: Page) => page.getByRole('region', { name: 'Rule', exact: true });
const editor = (page: Page) => rule(page).getByRole('textbox', { name: /^Sigma rule/ });
const results = (page: Page) => page.getByRole('region', { name: 'Results' });
const freshness = (page: Page) => page.getByTestId('sigtrail-freshness');
const shownText = (page: Page) => rule(page).locator('.view-lines');

/** Writes a line at the end of what the editor holds. */
async function append(page: Page, text: string): Promise<void> {
  await editor(page).focus();
  await page.keyboard.press('ControlOrMeta+End');
  await page.keyboard.insertText(text);
}

/** Pastes a text in the place of what the editor holds. */
async function replaceAll(page: Page, text: string): Promise<void> {
  await editor(page).focus();
  await page.keyboard.press('ControlOrMeta+A');
  await editor(page).evaluate((field, pasted) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', pasted);
    field.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
  }, text);
}

/** Presses a key until the control has the focus. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  await target.waitFor({ state: 'attached' });
  for (let pressed = 0; pressed < FURTHEST; pressed++) {
    if (await target.evaluate((element) => element === document.activeElement)) {
      return;
    }
    await page.keyboard.press('Tab');
  }
  throw new Error(`Tab does not lead to ${String(target)}`);
}

/** Waits for the rule page's matches; where they take many requests they must be asked for. */
async function latestMatches(page: Page): Promise<Locator> {
  const section = page.getByRole('region', { name: 'In your accounts' });
  const look = section.getByRole('button', { name: /^Look for matches/ });
  const latest = section.getByRole('region', { name: 'Latest matches' });
  await expect(look.or(latest)).toBeVisible(SLOW);
  if (await look.isVisible()) {
    await look.click();
  }
  await expect(latest).toBeVisible(SLOW);
  return latest;
}

test.describe('the workbench', () => {
  test('checks a text at a pause, goes to what is wrong, and keeps the results before it', async ({
    page,
    open,
    axe,
  }) => {
    await open(WORKBENCH);
    await expect(results(page).getByText(/^\d+ matches$/)).toBeVisible(SLOW);
    await expect(freshness(page)).toContainText('of the text as it is');
    expect(await axe(OURS)).toEqual([]);
    await append(page, 'level: huge\n');
    const problems = page.getByRole('status', { name: 'Check of the rule' });
    await expect(problems.getByRole('listitem').first()).toBeVisible();
    await expect(freshness(page)).toContainText('earlier text: this one has errors');
    await expect(results(page).getByText(/^\d+ matches$/)).toBeVisible(SLOW);
    expect(await axe(OURS)).toEqual([]);
    await problems
      .getByRole('button', { name: /go to this line/ })
      .first()
      .click();
    await expect(editor(page)).toBeFocused();
  });

  test('completes fields, modifiers and event names, and says what they are', async ({ page, open }) => {
    await open(WORKBENCH);
    await expect(freshness(page)).toContainText('of the text as it is');
    await replaceAll(page, 'title: A rule of mine\nlogsource:\n    product: aws\ndetection:\n    selection:\n        ');
    // Rows of the list are reused: the one that Enter takes is what counts.
    const choice = page.locator('.suggest-widget .focused');
    await page.keyboard.type('eventNa');
    await expect(choice).toContainText('eventName');
    await page.keyboard.press('Enter');
    await page.keyboard.type(': StopLo');
    await expect(choice).toContainText('StopLogging');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Enter');
    await page.keyboard.type('userAgent|con');
    await expect(choice).toContainText('contains');
    await page.keyboard.press('Escape');
    await shownText(page).getByText('StopLogging').hover();
    await expect(page.locator('.monaco-hover').getByText(/management event/)).toBeVisible();
  });

  test('changes the copy of a rule, and shows what is lost and why', async ({ page, open, axe }) => {
    await open(`${APP}/rules/${RULE}`);
    await page.getByRole('button', { name: 'Copy to workbench' }).click();
    await expect(page.getByRole('heading', { name: /^Copy of Trail Logging/ })).toBeVisible();
    await results(page).getByRole('tab', { name: 'Changes' }).click();
    await expect(results(page).getByRole('status').filter({ hasText: 'gained' })).toContainText('0 lost', SLOW);
    await replaceAll(
      page,
      `title: Only Deleted\nid: 5f1f4f0e-3c40-4f0b-9a58-6f1c7c0c2f11\nlogsource:\n    product: aws\n    service: cloudtrail\n` +
        `detection:\n    selection:\n        eventSource: cloudtrail.amazonaws.com\n        eventName: DeleteTrail\n    condition: selection\n`
    );
    const lost = results(page).getByRole('list', { name: 'Lost matches' });
    await expect(lost.getByRole('listitem').first()).toContainText('StopLogging', SLOW);
    await lost
      .getByRole('button', { name: /^Why not any more/ })
      .first()
      .click();
    await expect(lost.getByText(/eventName eq "DeleteTrail"/).first()).toBeVisible();
    await expect(results(page).getByLabel('Changed lines')).toContainText('+ title: Only Deleted');
    expect(await axe(OURS)).toEqual([]);
  });

  test('suppresses a principal, from the rule’s page to the filter, by keyboard alone', async ({ page, open, axe }) => {
    await open(`${APP}/rules/${RULE}`);
    const latest = await latestMatches(page);
    const link = latest.getByRole('link', { name: /^Suppress the principal/ }).first();
    await tabTo(page, link);
    await page.keyboard.press('Enter');
    await expect(page.getByRole('heading', { name: /^Filter for Trail Logging/ })).toBeVisible(SLOW);
    const role = page.getByRole('radio', { name: /All sessions of the role/ });
    await tabTo(page, page.getByRole('radio', { name: /This principal/ }));
    await page.keyboard.press('ArrowRight');
    await expect(role).toBeChecked();
    await expect(shownText(page)).toContainText('sessionIssuer.arn');
    await tabTo(page, editor(page));
    // Tab writes in the editor until it is told to move on.
    await page.keyboard.press('Control+m');
    await tabTo(page, results(page).getByRole('tab', { name: 'Changes' }));
    await page.keyboard.press('Enter');
    const counts = results(page).getByRole('status').filter({ hasText: 'gained' });
    await expect(counts).toContainText(/0 gained, [1-9]\d* lost/, SLOW);
    expect(await axe(OURS)).toEqual([]);
  });

  test('makes a rule of an event, its fields chosen by keyboard, and a test of it', async ({ page, open, axe }) => {
    await open(`${APP}/rules/${RULE}`);
    await (
      await latestMatches(page)
    )
      .getByRole('link', { name: /^Rule from/ })
      .first()
      .click();
    await expect(page.getByRole('heading', { name: 'Rule from an event' })).toBeVisible(SLOW);
    await expect(results(page).getByText('The rule matches', { exact: true })).toBeVisible();
    const field = page.getByRole('checkbox', { name: /^userIdentity\.type/ });
    await tabTo(page, field);
    await page.keyboard.press('Space');
    await expect(shownText(page)).toContainText('userIdentity.type:');
    await expect(results(page).getByText('userIdentity.type eq', { exact: false }).first()).toBeVisible();
    expect(await axe(OURS)).toEqual([]);
    await results(page).getByRole('button', { name: 'Add as test: must match', exact: true }).click();
    await results(page)
      .getByRole('tab', { name: /^Tests/ })
      .click();
    await expect(results(page).getByRole('status').filter({ hasText: 'passes' })).toBeVisible();
    const download = page.waitForEvent('download');
    await results(page)
      .getByRole('button', { name: /^Download .*\.test\.yml$/ })
      .click();
    expect(readFileSync((await (await download).path()) ?? '', 'utf8')).toMatch(/^tests:\n {4}- name: /);
    expect(await axe(OURS)).toEqual([]);
  });

  test('keeps a draft over a reload, and asks before it is left', async ({ page, open }) => {
    await open(WORKBENCH);
    await expect(freshness(page)).toContainText('of the text as it is');
    await append(page, '# mine\n');
    await expect(page.getByTestId('sigtrail-saved')).toHaveText('Not saved');
    page.once('dialog', (dialog) => void dialog.accept());
    await page.reload();
    await expect(page.getByText('Your draft is back')).toBeVisible();
    await expect(shownText(page)).toContainText('# mine');
    const away = page.getByRole('navigation').getByRole('link', { name: 'Coverage' });
    await away.click();
    await page.getByRole('button', { name: 'Stay' }).click();
    await expect(shownText(page)).toBeVisible();
    await away.click();
    await page.getByRole('button', { name: 'Leave', exact: true }).click();
    await expect(page).toHaveURL(/coverage/);
    await page.goBack();
    await page.getByRole('button', { name: 'Discard it' }).click();
    await expect(shownText(page)).not.toContainText('# mine');
  });

  test('says what cannot be begun with, and takes a record that is pasted', async ({ page, open, axe }) => {
    await open(`${WORKBENCH}?event=33333333-3333-4333-8333-333333333333`);
    await expect(page.getByText(/knows no event with the id/)).toBeVisible(SLOW);
    await page.getByRole('button', { name: 'From an event' }).click();
    const form = page.getByRole('dialog');
    await form.getByRole('textbox').fill('{"eventName": "DeleteTrail", "eventSource": "cloudtrail.amazonaws.com"}');
    await form.getByRole('button', { name: 'Make a rule from it' }).click();
    await expect(shownText(page)).toContainText('DeleteTrail in cloudtrail');
    expect(await axe(OURS)).toEqual([]);
  });

  test.describe('on a narrow screen', () => {
    test.use({ viewport: { width: 390, height: 844 } });

    test('fits, whatever is shown', async ({ page, open, axe }) => {
      await open(`${WORKBENCH}?rule=${RULE}`);
      await expect(freshness(page)).toContainText('of the text as it is');
      for (const tab of ['Matches', 'Changes', 'Explain', 'Rule', 'Tests']) {
        await results(page).getByRole('tab', { name: tab }).click();
        await expect(results(page).getByText(/^Loading/)).toHaveCount(0, SLOW);
        expect(await page.getByRole('main').evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)).toBe(
          0
        );
        expect(await axe(OURS)).toEqual([]);
      }
    });
  });
});

const SETTINGS_API = '/api/datasources/uid/sigtrail';

/** Gives the data source these rule folders, and all that it had before. */
async function setRulePaths(request: APIRequestContext, rulePaths: readonly string[]): Promise<void> {
  const settings = (await (await request.get(SETTINGS_API)).json()) as { jsonData: object };
  await request.put(SETTINGS_API, { data: { ...settings, jsonData: { ...settings.jsonData, rulePaths } } });
}

test.describe('a data source with a rule folder', () => {
  let folder = '';
  test.beforeEach(async ({ request }) => {
    folder = mkdtempSync(join(tmpdir(), 'sigtrail-rules-'));
    await setRulePaths(request, [folder]);
  });
  test.afterEach(async ({ request }) => {
    await setRulePaths(request, []);
    rmSync(folder, { recursive: true, force: true });
  });
  // Two files of one name: the second is refused.
  test.use({ tolerated: [/409/] });

  test('takes a rule, and never another in its place unseen', async ({ page, open, axe }) => {
    await open(WORKBENCH);
    await rule(page).getByRole('button', { name: 'Save…' }).click();
    await page.getByRole('textbox', { name: /^File/ }).fill('own/logging.yml');
    await page.getByRole('button', { name: 'Save as a new file' }).click();
    await expect(page.getByText('Saved as own/logging.yml')).toBeVisible();
    expect(await axe(OURS)).toEqual([]);
    expect(readFileSync(join(folder, 'own/logging.yml'), 'utf8')).toContain('title: Trail Logging Stopped');

    await open(WORKBENCH);
    await append(page, '# another\n');
    await expect(freshness(page)).toContainText('of the text as it is');
    await rule(page).getByRole('button', { name: 'Save…' }).click();
    await page.getByRole('textbox', { name: /^File/ }).fill('own/logging.yml');
    await page.getByRole('button', { name: 'Save as a new file' }).click();
    await expect(page.getByText('Not saved: the file holds another text')).toBeVisible();
    expect(readFileSync(join(folder, 'own/logging.yml'), 'utf8')).not.toContain('# another');
    await page.getByRole('button', { name: 'Write over it' }).click();
    await expect(page.getByText('Saved as own/logging.yml')).toBeVisible();
    expect(readFileSync(join(folder, 'own/logging.yml'), 'utf8')).toContain('# another');

    // From its page the rule itself is changed, in the same file.
    await open(`${APP}/rules`);
    await page.getByLabel('Search rules').fill('Trail Logging Stopped');
    await page.getByRole('link', { name: 'Trail Logging Stopped', exact: true }).click();
    await page.getByRole('button', { name: 'Edit' }).click();
    await expect(shownText(page)).toContainText('Trail Logging Stopped');
    await append(page, '# and more\n');
    await expect(freshness(page)).toContainText('of the text as it is');
    await rule(page).getByRole('button', { name: 'Save…' }).click();
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await expect(page.getByText('Saved as own/logging.yml')).toBeVisible();
    expect(readFileSync(join(folder, 'own/logging.yml'), 'utf8')).toContain('# and more');
  });
});
