import type { Expression, Predicate } from '../types';
import { fold } from '../event/text';
import { regexLiteral } from './regexLiteral';

/** Something about one field without which a rule cannot match; of several, one is enough. */
export interface FieldTest {
  readonly field: string;
  /** The field has one of these values (folded). */
  readonly values: ReadonlySet<string>;
  /** The field has a value that holds one of these texts (ASCII, lower case). */
  readonly parts: ReadonlySet<string>;
  /** The field has any value. */
  readonly present: boolean;
}

/** About how many in a thousand records have one given value: of names there are thousands, a source is a busy service. */
const SHARE: Readonly<Record<string, number>> = { eventName: 1, eventSource: 50 };
const OTHER_SHARE = 20;

/**
 * Tests one of which every matching event passes; undefined where nothing can be told. An empty list: nothing matches.
 * Sound, and chosen so that few events pass.
 */
export function necessaryTests(expression: Expression): readonly FieldTest[] | undefined {
  switch (expression.op) {
    case 'and': {
      let best: readonly FieldTest[] | undefined;
      for (const child of expression.of) {
        const tests = necessaryTests(child);
        if (tests && (!best || cost(tests) < cost(best))) {
          best = tests;
        }
      }
      return best;
    }
    case 'or': {
      const all: FieldTest[] = [];
      for (const child of expression.of) {
        const tests = necessaryTests(child);
        if (!tests) {
          return undefined;
        }
        all.push(...tests);
      }
      return mergeTests(all);
    }
    case 'detection':
      return necessaryTests(expression.of);
    case 'predicate': {
      const test = predicateTestOf(expression.predicate);
      return test && [test];
    }
    case 'constant':
      return expression.value ? undefined : [];
    case 'not':
      return undefined;
  }
}

/** One test for each field: what any of the field's tests lets through. */
export function mergeTests(tests: readonly FieldTest[]): FieldTest[] {
  const byField = new Map<string, { values: Set<string>; parts: Set<string>; present: boolean }>();
  for (const { field, values, parts, present } of tests) {
    const merged = byField.get(field) ?? { values: new Set(), parts: new Set(), present: false };
    byField.set(field, merged);
    values.forEach((value) => merged.values.add(value));
    parts.forEach((part) => merged.parts.add(part));
    merged.present ||= present;
  }
  return [...byField].map(([field, test]) => ({ field, ...test }));
}

function predicateTestOf(predicate: Predicate): FieldTest | undefined {
  const { field } = predicate;
  if (field === undefined || predicate.kind === 'is_null' || (predicate.kind === 'exists' && !predicate.value)) {
    return undefined;
  }
  if (predicate.kind === 'eq' && typeof predicate.value === 'string') {
    return { field, values: new Set([fold(predicate.value)]), parts: new Set(), present: false };
  }
  const part = necessaryPart(predicate);
  return { field, values: new Set(), parts: new Set(part === '' ? [] : [part]), present: part === '' };
}

/** ASCII text, in lower case, that a matching value must hold; '' where there is none. */
function necessaryPart(predicate: Predicate): string {
  switch (predicate.kind) {
    case 'contains':
    case 'startswith':
    case 'endswith':
      return longestAscii([fold(predicate.value)]);
    case 'like':
      return longestAscii(predicate.pattern.map((token) => (typeof token === 'string' ? '' : fold(token.text))));
    case 'regex_match':
      return longestAscii([regexLiteral(predicate.value)]);
    default:
      return '';
  }
}

function longestAscii(texts: readonly string[]): string {
  let longest = '';
  for (const text of texts) {
    for (const run of text.split(/[^\0-\x7f]+/)) {
      longest = run.length > longest.length ? run : longest;
    }
  }
  return longest;
}

/** About how many events pass: a value is rarer than a part of one, a longer part rarer than a short one. */
function cost(tests: readonly FieldTest[]): number {
  return tests.reduce((sum, { field, values, parts, present }) => {
    const ofParts = [...parts].reduce((partSum, part) => partSum + 100 / Math.max(1, part.length), 0);
    return sum + (present ? 100_000 : (SHARE[field] ?? OTHER_SHARE) * values.size + 5 * ofParts);
  }, 0);
}
