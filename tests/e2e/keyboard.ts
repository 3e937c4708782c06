/// <reference lib="dom" />
import type { Locator, Page } from '@playwright/test';
import { expect } from './fixtures';

const FURTHEST = 60;
export type Query = Record<string, unknown>;

const isFocused = (target: Locator) => target.evaluate((element) => element === document.activeElement);

/** Presses Tab until the control has the focus. */
export async function tabTo(page: Page, target: Locator, key = 'Tab'): Promise<void> {
  await target.waitFor({ state: 'attached' });
  for (let pressed = 0; pressed < FURTHEST; pressed++) {
    if (await isFocused(target)) {
      return;
    }
    await page.keyboard.press(key);
  }
  throw new Error(`${key} does not lead to ${String(target)}`);
}

/** Goes to the radio buttons of this name, and by arrow to the one that is wanted. */
export async function choose(page: Page, group: string, name: string): Promise<void> {
  const radios = page.getByRole('radiogroup', { name: group });
  const wanted = radios.getByRole('radio', { name, exact: true });
  await tabTo(page, radios.getByRole('radio', { checked: true }));
  for (let pressed = 0; pressed < FURTHEST && !(await wanted.isChecked()); pressed++) {
    await page.keyboard.press('ArrowRight');
  }
  await expect(wanted).toBeChecked();
}

/**
 * Types, and waits for each letter to arrive: Grafana's MultiCombobox takes what is typed over in an effect of its own, and
 * puts the text before it back until then, so that letters are lost to whoever types faster than it draws.
 */
export async function type(page: Page, target: Locator, text: string): Promise<void> {
  for (let length = 1; length <= text.length; length++) {
    await page.keyboard.press(text[length - 1]);
    const typed = text.slice(0, length);
    await expect.poll(async () => (await target.inputValue()).endsWith(typed), { intervals: [20] }).toBe(true);
  }
}

/** Chooses an option of the list of this label: goes there by Tab, types what it starts with, and goes down to it. */
export async function pick(page: Page, label: string, typed: string, option: string | RegExp): Promise<void> {
  const box = page.getByRole('combobox', { name: label, exact: true });
  await tabTo(page, box);
  await type(page, box, typed);
  const wanted = page.getByRole('option', { name: option }).last();
  await expect(wanted).toBeVisible();
  for (let pressed = 0; pressed < FURTHEST; pressed++) {
    await page.keyboard.press('ArrowDown');
    // The one that Enter would take.
    if ((await wanted.getAttribute('aria-selected')) === 'true') {
      await page.keyboard.press('Enter');
      await drawn(page);
      return;
    }
  }
  throw new Error(`no arrow leads to ${String(option)}`);
}

/** Grafana's lists tell of a choice after the page is drawn with it: no hand is as fast as a test that goes on at once. */
function drawn(page: Page): Promise<void> {
  return page.evaluate(async () => {
    for (let frames = 0; frames < 3; frames++) {
      await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
    }
  });
}

/** What is sent by Shift+Enter, from wherever the focus is in the editor. */
export async function run(page: Page): Promise<Query> {
  const sent = page.waitForRequest((request) => request.url().includes('/api/ds/query'));
  await page.keyboard.press('Shift+Enter');
  const { queries } = (await sent).postDataJSON() as { queries: Query[] };
  return queries[0];
}
