import type { Predicate } from '../types';
import { fold } from '../event/text';

/** A text that is the same for predicates that are true of the same events; positions do not count. */
export function predicateKey(predicate: Predicate): string {
  const { location: _, ...rest } = predicate;
  const entries = Object.entries(rest).sort(([a], [b]) => (a < b ? -1 : 1));
  const folds = !('cased' in predicate && predicate.cased) && predicate.kind !== 'regex_match';
  return JSON.stringify(
    entries.map(([name, value]) => [
      name,
      folds && name === 'value' && typeof value === 'string' && predicate.kind !== 'field_eq' ? fold(value) : value,
    ])
  );
}
