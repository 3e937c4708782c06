import { attackRelease } from './index';

/** An ATT&CK Navigator layer, format 4.5. */
export interface NavigatorLayer {
  readonly name: string;
  readonly versions: { readonly attack: string; readonly navigator: string; readonly layer: string };
  readonly domain: string;
  readonly description: string;
  readonly techniques: ReadonlyArray<{
    readonly techniqueID: string;
    readonly score: number;
    readonly comment: string;
    readonly enabled: boolean;
    readonly showSubtechniques: boolean;
  }>;
  readonly gradient: { readonly colors: readonly string[]; readonly minValue: number; readonly maxValue: number };
  readonly layout: { readonly layout: string; readonly showID: boolean; readonly showName: boolean };
  readonly hideDisabled: boolean;
}

/** Titles in a technique's comment; the Navigator shows it in a tooltip. */
const SHOWN_TITLES = 20;

/**
 * ATT&CK coverage as a Navigator layer: a technique's score is the number of rules that name it or one of its sub-techniques.
 */
export function navigatorLayer(
  rules: ReadonlyArray<{ readonly title: string; readonly techniques: readonly string[] }>
): NavigatorLayer {
  const titles = new Map<string, string[]>();
  for (const { title, techniques } of rules) {
    const named = new Set(techniques.flatMap((id) => [id, ...(id.includes('.') ? [id.split('.', 1)[0] ?? id] : [])]));
    for (const id of named) {
      const list = titles.get(id) ?? [];
      titles.set(id, list);
      list.push(title);
    }
  }
  const ids = [...titles.keys()].sort();
  const techniques = ids.map((id) => {
    const own = titles.get(id) ?? [];
    const more = own.length > SHOWN_TITLES ? [`and ${own.length - SHOWN_TITLES} more`] : [];
    return {
      techniqueID: id,
      score: own.length,
      comment: [...own.slice(0, SHOWN_TITLES), ...more].join('\n'),
      enabled: true,
      showSubtechniques: ids.some((other) => other.startsWith(`${id}.`)),
    };
  });
  return {
    name: 'Sigtrail',
    versions: { attack: attackRelease.version, navigator: '5.1.0', layer: '4.5' },
    domain: attackRelease.domain,
    description: `Techniques that ${rules.length} Sigma rules name; the score is the number of rules.`,
    techniques,
    gradient: {
      colors: ['#ffffff', '#66b1ff'],
      minValue: 0,
      maxValue: Math.max(1, ...techniques.map(({ score }) => score)),
    },
    layout: { layout: 'side', showID: true, showName: true },
    hideDisabled: false,
  };
}
