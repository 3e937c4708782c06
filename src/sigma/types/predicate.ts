import type { Location } from './problem';

/** A run of literal text, or a wildcard: `*` any run of characters (newlines too), `?` one character. */
export type PatternToken = { readonly text: string } | '*' | '?';

/** Parts of a timestamp that a value can be compared with (Sigma's time modifiers), in UTC. */
export type TimePart = 'minute' | 'hour' | 'day' | 'week' | 'month' | 'year';

interface PredicateBase {
  /**
   * Field path: dots step into objects, arrays fan out.
   * Absent for a keyword, which looks at every leaf of the event.
   */
  readonly field?: string;
  readonly location?: Location;
}

/** Equality with a plain string (no wildcard), case-insensitive unless `cased`. */
export interface EqString extends PredicateBase {
  readonly kind: 'eq';
  readonly value: string;
  readonly cased: boolean;
}
/** Equality with a number or boolean; with `part`, of that part of the field's timestamp. */
export interface EqScalar extends PredicateBase {
  readonly kind: 'eq';
  readonly value: number | boolean;
  readonly cased?: undefined;
  readonly part?: TimePart;
}
export interface SubstringPredicate extends PredicateBase {
  readonly kind: 'contains' | 'startswith' | 'endswith';
  readonly value: string;
  readonly cased: boolean;
}
/** A pattern with wildcards that is none of the plain kinds, e.g. `a*b`, `?x`, or `*` alone. Anchored at both ends. */
export interface LikePredicate extends PredicateBase {
  readonly kind: 'like';
  readonly pattern: readonly PatternToken[];
  readonly cased: boolean;
}
/** RE2 syntax, matches a substring, case-sensitive unless flag `i`. */
export interface RegexPredicate extends PredicateBase {
  readonly kind: 'regex_match';
  readonly value: string;
  readonly flags: ReadonlyArray<'i' | 'm' | 's'>;
}
export interface CidrPredicate extends PredicateBase {
  readonly kind: 'cidr_match';
  /** Network as written, host bits zero: `10.0.0.0/8`, `2001:db8::/32`. */
  readonly value: string;
}
export interface ComparePredicate extends PredicateBase {
  readonly kind: 'gt' | 'gte' | 'lt' | 'lte';
  readonly value: number;
  readonly part?: TimePart;
}
/** Presence of the key, be its value empty or null; `value: false` for absence. */
export interface ExistsPredicate extends PredicateBase {
  readonly kind: 'exists';
  readonly value: boolean;
}
/** The field is null or missing. */
export interface NullPredicate extends PredicateBase {
  readonly kind: 'is_null';
}
/** Comparison with another field of the same event. */
export interface FieldPredicate extends PredicateBase {
  readonly kind: 'field_eq';
  /** The other field's path. */
  readonly value: string;
  readonly mode: 'equals' | 'startswith' | 'endswith' | 'contains';
  readonly cased: boolean;
}

/** One test on an event, after all modifiers are resolved. */
export type Predicate =
  | EqString
  | EqScalar
  | SubstringPredicate
  | LikePredicate
  | RegexPredicate
  | CidrPredicate
  | ComparePredicate
  | ExistsPredicate
  | NullPredicate
  | FieldPredicate;
