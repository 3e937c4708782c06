import { LEVELS, STATUSES } from '../contract/levels';
import type { RuleSelection } from '../contract/query';
import type { RuleSummary } from '../contract/resources';

export const FACETS = [
  'level',
  'status',
  'tactic',
  'technique',
  'service',
  'author',
  'source',
  'folder',
  'visible',
  'enabled',
] as const;
export type Facet = (typeof FACETS)[number];

/** The member of a selection that narrows by a facet: its own choice must not hide a facet's other values. */
export const FACET_MEMBER: Partial<Record<Facet, keyof RuleSelection>> = {
  level: 'levels',
  status: 'statuses',
  service: 'services',
};

const ORDER: Partial<Record<Facet, readonly string[]>> = {
  level: [...LEVELS].reverse(),
  status: STATUSES,
  visible: ['true', 'false'],
  enabled: ['true', 'false'],
};

const VALUES: Record<Facet, (rule: RuleSummary) => readonly string[]> = {
  level: ({ level }) => [level],
  status: ({ status }) => (status === undefined ? [] : [status]),
  tactic: ({ tactics }) => tactics,
  technique: ({ techniques }) => techniques,
  service: ({ services }) => services,
  author: ({ author }) => authorsOf(author),
  source: ({ source }) => [source],
  folder: ({ folder }) => (folder === undefined ? [] : [folder]),
  visible: ({ visible }) => [String(visible)],
  enabled: ({ enabled }) => [String(enabled)],
};

/** Sigma lists several authors in one text, with commas between them. */
export function authorsOf(author: string | undefined): string[] {
  return (author ?? '')
    .split(',')
    .map((name) => name.trim())
    .filter(Boolean);
}

/** Value → number of rules, the most frequent first where the values have no order of their own. */
export function countFacet(facet: Facet, rules: readonly RuleSummary[]): Record<string, number> {
  const counts = new Map<string, number>();
  for (const rule of rules) {
    for (const value of new Set(VALUES[facet](rule))) {
      counts.set(value, (counts.get(value) ?? 0) + 1);
    }
  }
  const order = ORDER[facet];
  const place = (value: string) => (order?.includes(value) ? order.indexOf(value) : Number.MAX_SAFE_INTEGER);
  return Object.fromEntries(
    [...counts].sort(([a, countA], [b, countB]) => (order ? place(a) - place(b) : countB - countA) || (a < b ? -1 : 1))
  );
}
