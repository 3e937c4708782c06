import type { FieldPredicate, Predicate } from '../types';
import { fieldReader, leavesOf } from '../event/fields';
import { fold, leafText } from '../event/text';
import { valueTest, type ValuePredicate } from './valueTest';

/** A test of a whole event. */
export type EventTest = (event: unknown) => boolean;

/** The test of one predicate on an event. Several values: one that fits is enough. */
export function predicateTest(predicate: Predicate): EventTest {
  if (predicate.field === undefined) {
    return keywordTest(predicate);
  }
  const reader = fieldReader(predicate.field);
  switch (predicate.kind) {
    case 'exists':
      return (event) => reader.read(event, []) === predicate.value;
    case 'is_null':
      // "null: the field is null or missing" (specification, special field values).
      return (event) => {
        const values: unknown[] = [];
        return !reader.read(event, values) || values.some((value) => value === null);
      };
    case 'field_eq':
      return fieldReferenceTest(predicate);
    default: {
      const test = valueTest(predicate);
      return (event) => {
        const values: unknown[] = [];
        reader.read(event, values);
        return values.some(test);
      };
    }
  }
}

/** Keywords are looked for inside every leaf of the event (specification, "Keywords": unspecific search in the log). */
function keywordTest(predicate: Predicate): EventTest {
  if (predicate.kind === 'exists' || predicate.kind === 'is_null' || predicate.kind === 'field_eq') {
    return () => false;
  }
  const test = valueTest(insideLeaf(predicate));
  return (event) => leavesOf(event).some(test);
}

function insideLeaf(predicate: ValuePredicate): ValuePredicate {
  switch (predicate.kind) {
    case 'eq':
      return { kind: 'contains', value: String(predicate.value), cased: predicate.cased ?? false };
    case 'like':
      return { ...predicate, pattern: ['*', ...predicate.pattern, '*'] };
    default:
      return predicate;
  }
}

/** Any value of the one field against any value of the other; null and missing are equal to nothing. */
function fieldReferenceTest({ field = '', value, mode, cased }: FieldPredicate): EventTest {
  const left = fieldReader(field);
  const right = fieldReader(value);
  const texts = (values: readonly unknown[]) =>
    values.flatMap((found) => {
      const text = leafText(found);
      return text === undefined ? [] : [cased ? text : fold(text)];
    });
  return (event) => {
    const found: unknown[] = [];
    const other: unknown[] = [];
    left.read(event, found);
    right.read(event, other);
    const others = [...new Set(texts(other))];
    if (mode === 'equals') {
      const known = new Set(others);
      return texts(found).some((text) => known.has(text));
    }
    return texts(found).some((text) => others.some((part) => FITS[mode](text, part)));
  };
}

const FITS = {
  startswith: (text: string, part: string) => text.startsWith(part),
  endswith: (text: string, part: string) => text.endsWith(part),
  contains: (text: string, part: string) => text.includes(part),
};
