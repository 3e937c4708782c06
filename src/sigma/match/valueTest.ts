import { RE2JS } from 're2js';
import type { Predicate, RegexPredicate, TimePart } from '../types';
import { fold, leafNumber, leafText } from '../event/text';
import { cidrTest } from './cidr';
import { likeTest } from './like';
import { timePart } from './timePart';

/** A test of one value (a leaf; objects and null never match). */
export type ValueTest = (value: unknown) => boolean;

/** Predicates that look at a field's values one by one. */
export type ValuePredicate = Exclude<Predicate, { kind: 'exists' | 'is_null' | 'field_eq' }>;

/** The test of a predicate on one value. */
export function valueTest(predicate: ValuePredicate): ValueTest {
  switch (predicate.kind) {
    case 'eq':
      return typeof predicate.value === 'string'
        ? textTest(predicate.value, predicate.cased ?? false, (text, value) => text === value)
        : scalarTest(predicate.value, 'part' in predicate ? predicate.part : undefined);
    case 'contains':
      return textTest(predicate.value, predicate.cased, (text, value) => text.includes(value));
    case 'startswith':
      return textTest(predicate.value, predicate.cased, (text, value) => text.startsWith(value));
    case 'endswith':
      return textTest(predicate.value, predicate.cased, (text, value) => text.endsWith(value));
    case 'like':
      return ofText(likeTest(predicate.pattern, predicate.cased));
    case 'regex_match':
      return ofText(regexTest(predicate));
    case 'cidr_match':
      return ofText(cidrTest(predicate.value));
    case 'gt':
      return compare(predicate.part, (found) => found > predicate.value);
    case 'gte':
      return compare(predicate.part, (found) => found >= predicate.value);
    case 'lt':
      return compare(predicate.part, (found) => found < predicate.value);
    case 'lte':
      return compare(predicate.part, (found) => found <= predicate.value);
  }
}

function ofText(test: (text: string) => boolean): ValueTest {
  return (value) => {
    const text = leafText(value);
    return text !== undefined && test(text);
  };
}

function textTest(wanted: string, cased: boolean, test: (text: string, wanted: string) => boolean): ValueTest {
  const folded = cased ? wanted : fold(wanted);
  return ofText(cased ? (text) => test(text, folded) : (text) => test(fold(text), folded));
}

function scalarTest(wanted: number | boolean, part: TimePart | undefined): ValueTest {
  if (part) {
    return (value) => timePart(value, part) === wanted;
  }
  if (typeof wanted === 'boolean') {
    const text = String(wanted);
    return (value) => value === wanted || (typeof value === 'string' && value.toLowerCase() === text);
  }
  return (value) => leafNumber(value) === wanted;
}

function compare(part: TimePart | undefined, test: (found: number) => boolean): ValueTest {
  return (value) => {
    const found = part ? timePart(value, part) : leafNumber(value);
    return found !== undefined && test(found);
  };
}

const FLAGS = { i: RE2JS.CASE_INSENSITIVE, m: RE2JS.MULTILINE, s: RE2JS.DOTALL };

/** RE2 syntax in linear time; matches a substring. The front has checked the pattern, so it compiles. */
function regexTest({ value, flags }: RegexPredicate): (text: string) => boolean {
  const compiled = RE2JS.compile(
    value,
    flags.reduce((sum, flag) => sum | FLAGS[flag], 0)
  );
  return (text) => compiled.matcher(text).find();
}
