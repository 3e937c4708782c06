import type { PatternToken, Predicate } from '../types';

/** Kinds as pages and indicators name them: a predicate without a field is a `keyword`. */
export function predicateKind(predicate: Predicate): Predicate['kind'] | 'keyword' {
  return predicate.field === undefined ? 'keyword' : predicate.kind;
}

/** A predicate's value as text, wildcards as Sigma writes them. */
export function predicateValue(predicate: Predicate): string {
  switch (predicate.kind) {
    case 'like':
      return predicate.pattern.map(tokenText).join('');
    case 'is_null':
      return 'null';
    default:
      return String(predicate.value);
  }
}

function tokenText(token: PatternToken): string {
  return typeof token === 'string' ? token : token.text.replace(/[*?]/g, '\\$&');
}

/** A predicate in one line: `eventName eq "CreateUser"`. */
export function describePredicate(predicate: Predicate): string {
  const value = predicateValue(predicate);
  const part = 'part' in predicate && predicate.part ? ` ${predicate.part}` : '';
  const mode = predicate.kind === 'field_eq' && predicate.mode !== 'equals' ? ` (${predicate.mode})` : '';
  const quoted = 'value' in predicate && typeof predicate.value !== 'string' ? value : JSON.stringify(value);
  return `${predicate.field ?? 'any value'}${part} ${predicate.kind}${mode}${predicate.kind === 'is_null' ? '' : ` ${quoted}`}`;
}
