import { authorsOf } from '../../catalogue/facets';
import { LEVELS, STATUSES } from '../../contract/levels';
import type { RuleSummary } from '../../contract/resources';
import type { RuleMatches } from './matchCounts';
import { VISIBLE_TEXTS, visibleText } from '../shared/visibleText';
import { techniqueName } from './techniqueName';

/** What a facet looks at: a rule, and its matches where they are known. */
export interface Faceted {
  readonly rule: RuleSummary;
  /** What is known of the matches of all rules; absent: nothing yet. */
  readonly matches?: ReadonlyMap<string, RuleMatches>;
}

interface FacetDefinition {
  /** The name in the URL. */
  readonly key: string;
  readonly label: string;
  /** The values that a rule has. */
  values(of: Faceted): readonly string[];
  /** Values that have an order of their own; others come after them, the most frequent first. */
  readonly order?: readonly string[];
  /** How a value is shown, where that is not itself. */
  shown?(value: string): string;
}

/** Facets of the catalogue, in the order in which they are shown. */
export const FACETS = [
  { key: 'level', label: 'Level', values: ({ rule }) => [rule.level], order: [...LEVELS].reverse() },
  {
    key: 'matched',
    label: 'Matches in range',
    values: ({ rule, matches }) =>
      matches?.has(rule.id) === true ? ['has matches'] : isQuiet(rule, matches) ? ['no match'] : [],
    order: ['has matches', 'no match'],
  },
  { key: 'status', label: 'Status', values: ({ rule }) => optional(rule.status), order: STATUSES },
  { key: 'tactic', label: 'Tactic', values: ({ rule }) => rule.tactics },
  { key: 'technique', label: 'Technique', values: ({ rule }) => rule.techniques, shown: techniqueName },
  { key: 'service', label: 'Service', values: ({ rule }) => rule.services },
  { key: 'author', label: 'Author', values: ({ rule }) => authorsOf(rule.author) },
  { key: 'source', label: 'Source', values: ({ rule }) => [rule.source] },
  { key: 'folder', label: 'Folder', values: ({ rule }) => optional(rule.folder) },
  {
    key: 'visible',
    label: 'LookupEvents',
    values: ({ rule }) => [visibleText(rule)],
    order: VISIBLE_TEXTS,
  },
  {
    key: 'state',
    label: 'State',
    values: ({ rule }) => [
      rule.enabled ? 'enabled' : 'disabled',
      ...(rule.writtenLevel === undefined ? [] : ['level changed']),
    ],
    order: ['enabled', 'disabled', 'level changed'],
  },
] as const satisfies readonly FacetDefinition[];

export type FacetKey = (typeof FACETS)[number]['key'];

function optional(value: string | undefined): readonly string[] {
  return value === undefined ? [] : [value];
}

/** Whether a rule is known to have no match. Of one that is off, or that LookupEvents cannot see, none says nothing. */
export function isQuiet(rule: RuleSummary, matches: ReadonlyMap<string, RuleMatches> | undefined): boolean {
  const isLookedUp = rule.visible && rule.through === undefined;
  return matches !== undefined && !matches.has(rule.id) && rule.enabled && isLookedUp;
}
