import { createElement } from 'react';
import { flushSync } from 'react-dom';
import { createRoot } from 'react-dom/client';
import { cacheStore } from 'react-inlinesvg';
import { Icon } from '@grafana/ui';

const ROOT = '/public/build/img/icons/';

/**
 * Fills the store of icons, as Grafana does when it starts: an icon that changes while its first picture is fetched
 * would else keep that one.
 */
export async function fillIcons(): Promise<void> {
  const response = await fetch(`${ROOT}all.json`);
  const icons = (await response.json()) as Record<string, string>;
  // The store is made when the first icon is shown.
  const root = createRoot(document.createElement('div'));
  flushSync(() => root.render(createElement(Icon, { name: 'check' })));
  for (const [name, content] of Object.entries(icons)) {
    cacheStore.set(`${ROOT}${name}.svg`, { content, status: 'loaded' });
  }
  root.unmount();
}
