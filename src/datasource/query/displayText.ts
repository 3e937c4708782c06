import type { RuleSelection } from '../../contract/query';
import type { SigtrailQuery } from '../types';

const SHOWN = 3;
/** Where events come from, as users know it. */
export const SOURCE_NAMES = { lookup: 'LookupEvents', trail: 'the trail' } as const;

/** A query in one line, for the collapsed row of the editor and the query history. */
export function displayText(query: SigtrailQuery): string {
  const parts = [query.queryType];
  const asks: string[] = [];
  if (query.queryType === 'events') {
    const { lookup } = query;
    asks.push(lookup?.value ? `${lookup.attribute} = ${lookup.value}` : 'all');
  } else {
    asks.push(query.rule?.trim() ? titleOf(query.rule) : selectionText(query.rules));
  }
  if (query.queryType === 'counts' && query.groupBy?.length) {
    asks.push(`by ${query.groupBy.join(', ')}`);
  }
  for (const { field, operator, value } of query.filters ?? []) {
    asks.push(`${field} ${operator} ${value}`);
  }
  if (query.regions?.length) {
    asks.push(`in ${some(query.regions)}`);
  }
  if (query.accounts?.length) {
    asks.push(`of ${some(query.accounts)}`);
  }
  if (query.source && query.queryType !== 'rules') {
    asks.push(`from ${SOURCE_NAMES[query.source] ?? query.source}`);
  }
  return `${parts.join(' ')}: ${asks.join('; ')}`;
}

/** The title of an own rule, read without parsing it. */
export function ownTitle(yaml: string): string | undefined {
  return /^title:\s*(.+?)\s*$/m.exec(yaml)?.[1].replace(/^(['"])(.*)\1$/, '$2');
}

function titleOf(yaml: string): string {
  const title = ownTitle(yaml);
  return title ? `own rule "${title}"` : 'own rule';
}

/** Which rules a selection takes. */
export function selectionText(rules: RuleSelection = {}): string {
  const texts = [
    rules.ids?.length ? `${rules.ids.length === 1 ? `rule ${rules.ids[0]}` : `${rules.ids.length} rules`}` : '',
    rules.minLevel ? `${rules.minLevel} and above` : '',
    rules.levels?.length ? some(rules.levels) : '',
    rules.statuses?.length ? some(rules.statuses) : '',
    rules.tags?.length ? some(rules.tags) : '',
    rules.services?.length ? some(rules.services) : '',
    rules.text?.trim() ? `"${rules.text.trim()}"` : '',
  ].filter((text) => text !== '');
  return texts.length > 0 ? texts.join(', ') : 'all rules';
}

function some(values: readonly string[]): string {
  const more = values.length - SHOWN;
  return values.slice(0, SHOWN).join(', ') + (more > 0 ? ` and ${more} more` : '');
}
