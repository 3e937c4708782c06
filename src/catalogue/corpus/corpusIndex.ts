import { fold, type Predicate, type SigmaRule } from '../../sigma';
import { occurrencesOf, shownField, shownKind, shownValue } from '../page/predicateRows';

/** Which rules of a catalogue look for the same field, kind and value. */
export interface CorpusIndex {
  /** How many other rules than `rule` look for what the predicate says. */
  others(rule: SigmaRule, predicate: Predicate): number;
  /** Those rules, in the catalogue's order. */
  othersWith(rule: SigmaRule, predicate: Predicate): readonly SigmaRule[];
}

/** The predicates that a rule looks for, those under a negation left out. */
export function indicatorsOf(rule: SigmaRule): Predicate[] {
  return occurrencesOf(rule.expression).flatMap(({ predicate, negated }) => (negated ? [] : predicate));
}

/**
 * The same text for predicates that count as one indicator: field names and values compare without case, except where the
 * rule asks for it (`cased`, regular expressions).
 */
export function indicatorKey(predicate: Predicate): string {
  const cased = predicate.kind === 'regex_match' || ('cased' in predicate && predicate.cased === true);
  const flags = predicate.kind === 'regex_match' ? [...predicate.flags].sort().join('') : '';
  const value = shownValue(predicate);
  return JSON.stringify([
    shownField(predicate).toLowerCase(),
    shownKind(predicate),
    cased ? value : fold(value),
    predicate.kind === 'regex_match' ? flags : cased ? 'cased' : '',
  ]);
}

/** Lists, once, which rules have which indicators. */
export function corpusIndex(rules: readonly SigmaRule[]): CorpusIndex {
  const having = new Map<string, SigmaRule[]>();
  for (const rule of rules) {
    for (const key of keysOf(rule)) {
      const list = having.get(key);
      if (list) {
        list.push(rule);
      } else {
        having.set(key, [rule]);
      }
    }
  }
  const members = new Set(rules);
  return {
    others(rule, predicate) {
      const count = having.get(indicatorKey(predicate))?.length ?? 0;
      return members.has(rule) && keysOf(rule).has(indicatorKey(predicate)) ? count - 1 : count;
    },
    othersWith: (rule, predicate) => (having.get(indicatorKey(predicate)) ?? []).filter((other) => other !== rule),
  };
}

const keys = new WeakMap<SigmaRule, ReadonlySet<string>>();

function keysOf(rule: SigmaRule): ReadonlySet<string> {
  let own = keys.get(rule);
  if (!own) {
    own = new Set(indicatorsOf(rule).map(indicatorKey));
    keys.set(rule, own);
  }
  return own;
}
