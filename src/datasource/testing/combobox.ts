import { screen, within } from '@testing-library/react';
import type { UserEvent } from '@testing-library/user-event';

/** jsdom lays nothing out; the lists of Grafana's combobox are virtual and would be empty. */
export function giveElementsASize(): void {
  const rect = { width: 400, height: 400, top: 0, left: 0, bottom: 0, right: 0, x: 0, y: 0, toJSON: () => ({}) };
  Element.prototype.getBoundingClientRect = () => rect;
  for (const name of ['clientHeight', 'clientWidth']) {
    Object.defineProperty(Element.prototype, name, { configurable: true, value: 400 });
  }
  Element.prototype.scrollTo = () => undefined;
  class Observer {
    observe = () => undefined;
    unobserve = () => undefined;
    disconnect = () => undefined;
  }
  Object.assign(globalThis, { IntersectionObserver: Observer, ResizeObserver: Observer });
  const context = { measureText: (text: string) => ({ width: text.length * 8 }), font: '' };
  HTMLCanvasElement.prototype.getContext = (() => context) as unknown as HTMLCanvasElement['getContext'];
}

/** Opens the list of a labelled combobox and chooses an option by its name. */
export async function choose(user: UserEvent, label: string | RegExp, option: string | RegExp): Promise<void> {
  const box = screen.getByLabelText(label, { selector: 'input' });
  // Lists of several stay open after a choice; another click would close them.
  if (box.getAttribute('aria-expanded') !== 'true') {
    await user.click(box);
  }
  await user.click(await within(listOf(box)).findByRole('option', { name: option }));
}

/** Types a value that is not in the list of a labelled combobox, and takes it. */
export async function enter(user: UserEvent, label: string, value: string): Promise<void> {
  const box = screen.getByLabelText(label, { selector: 'input' });
  await user.click(box);
  await user.type(box, value);
  await user.click(await within(listOf(box)).findByText(/custom value/i));
}

function listOf(box: HTMLElement): HTMLElement {
  const list = document.getElementById(box.getAttribute('aria-controls') ?? '');
  if (!list) {
    throw new Error('The combobox has no list.');
  }
  return list;
}
