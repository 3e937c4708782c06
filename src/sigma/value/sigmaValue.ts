import type { TimePart } from '../types';
import type { Network } from './cidr';
import { parseSigmaString, type StringToken } from './sigmaString';

export type RegexFlag = 'i' | 'm' | 's';
export type CompareOperator = 'gt' | 'gte' | 'lt' | 'lte';

export interface StringValue {
  readonly type: 'string';
  readonly tokens: readonly StringToken[];
  readonly cased: boolean;
  /** As written, before escapes were read: what `re` takes. */
  readonly original: string;
}
export interface RegexValue {
  readonly type: 'regex';
  readonly pattern: string;
  readonly flags: readonly RegexFlag[];
  /**
   * The ends that startswith, endswith and contains have opened. An expression matches a substring anyway, so that it is
   * anchored where one end alone is open: at the other.
   */
  readonly openStart: boolean;
  readonly openEnd: boolean;
  /** True after `expand`: `%name%` in the pattern is a placeholder. */
  readonly expands: boolean;
}
export interface FieldReferenceValue {
  readonly type: 'fieldref';
  readonly field: string;
  readonly startsWith: boolean;
  readonly endsWith: boolean;
  readonly cased: boolean;
}

/** A value of a detection item, before and after its modifiers. */
export type SigmaValue =
  | StringValue
  | { readonly type: 'number'; readonly number: number }
  | { readonly type: 'bool'; readonly bool: boolean }
  | { readonly type: 'null' }
  | RegexValue
  | FieldReferenceValue
  | { readonly type: 'cidr'; readonly cidr: string; readonly network: Network }
  | { readonly type: 'exists'; readonly exists: boolean }
  | { readonly type: 'compare'; readonly op: CompareOperator; readonly number: number; readonly part?: TimePart }
  | { readonly type: 'timestamp_part'; readonly part: TimePart; readonly number: number }
  /** One value that became several; any of them matches. */
  | { readonly type: 'expansion'; readonly values: readonly SigmaValue[] };

export function stringValue(text: string): StringValue {
  return { type: 'string', tokens: parseSigmaString(text), cased: false, original: text };
}

/** The value of a scalar as written in a rule. */
export function toSigmaValue(value: string | number | boolean | null): SigmaValue {
  if (value === null) {
    return { type: 'null' };
  }
  if (typeof value === 'string') {
    return stringValue(value);
  }
  return typeof value === 'number' ? { type: 'number', number: value } : { type: 'bool', bool: value };
}

/** The value's kind in words, for messages. */
export function describeValue(value: SigmaValue): string {
  const names: Record<SigmaValue['type'], string> = {
    string: 'a string',
    number: 'a number',
    bool: 'a boolean',
    null: 'null',
    regex: 'a regular expression',
    fieldref: 'a field reference',
    cidr: 'a network',
    exists: 'an exists test',
    compare: 'a comparison',
    timestamp_part: 'a part of a time',
    expansion: 'several values',
  };
  return names[value.type];
}
