import { LEVELS } from '../contract/levels';
import type { RuleSelection } from '../contract/query';
import type { RuleSummary } from '../contract/resources';

/** A row of the catalogue as selections look at it. */
export interface Selectable {
  readonly summary: RuleSummary;
  /** Lower case, all that a search looks at. Made when first asked for. */
  searchText(): string;
}

/**
 * Whether a selection takes a rule: members are ANDed, values of one member ORed. An empty list asks for nothing. A rule that
 * is switched off is there for those who name it, and `withDisabled`.
 */
export function selects(selection: RuleSelection, entry: Selectable, withDisabled = false): boolean {
  const { summary } = entry;
  const ids = asked(selection.ids);
  return (
    (withDisabled || summary.enabled || ids?.includes(summary.id.toLowerCase()) === true) &&
    (!ids || ids.includes(summary.id.toLowerCase())) &&
    hasOne(selection.levels, (level) => level === summary.level) &&
    (!selection.minLevel || LEVELS.indexOf(summary.level) >= LEVELS.indexOf(selection.minLevel)) &&
    hasOne(selection.statuses, (status) => status === summary.status) &&
    hasOne(selection.tags, (tag) => summary.tags.some((own) => tagCovers(tag, own.toLowerCase()))) &&
    hasOne(selection.services, (service) => summary.services.includes(service)) &&
    searchWords(selection.text).every((word) => entry.searchText().includes(word))
  );
}

/** A tag of a technique stands for its sub-techniques too; a sub-technique does not stand for its parent. */
function tagCovers(tag: string, own: string): boolean {
  return own === tag || (/^attack\.t\d{4}$/.test(tag) && own.startsWith(`${tag}.`));
}

function searchWords(text: string | undefined): string[] {
  return (text ?? '').toLowerCase().split(/\s+/).filter(Boolean);
}

function hasOne(values: readonly string[] | undefined, fits: (value: string) => boolean): boolean {
  const list = asked(values);
  return !list || list.some(fits);
}

function asked(values: readonly string[] | undefined): string[] | undefined {
  return values && values.length > 0 ? values.map((value) => value.toLowerCase()) : undefined;
}
