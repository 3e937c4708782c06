import type { Expression, Location, PatternToken, Predicate } from '../types';
import { checkRegex } from '../regex/checkRegex';
import type { Limits } from '../limits';
import type { ProblemCode } from '../parse/codes';
import { unresolvedPlaceholders } from '../modifiers/expand';
import { formatNetwork } from '../value/cidr';
import { isText, isWildcard, mergeText, type StringToken } from '../value/sigmaString';
import type { FieldReferenceValue, RegexValue, SigmaValue, StringValue } from '../value/sigmaValue';

/** Why a value makes no predicate. */
export class LowerFault extends Error {
  constructor(
    readonly code: ProblemCode,
    message: string
  ) {
    super(message);
    this.name = 'LowerFault';
  }
}

interface Target {
  /** Absent for keywords. */
  readonly field: string | undefined;
  readonly location: Location;
  readonly limits: Limits;
}

/** A modified value as an expression: one predicate, or for a value that became several their OR. Throws LowerFault. */
export function lowerValue(value: SigmaValue, target: Target): Expression {
  const [unresolved] = unresolvedPlaceholders(value);
  if (unresolved !== undefined) {
    throw new LowerFault(
      'unresolved-placeholder',
      `The placeholder %${unresolved}% has no values here, so the rule cannot be used. Give its values in the settings, or write them in place of it.`
    );
  }
  if (value.type === 'expansion') {
    const of = value.values.map((inner) => lowerValue(inner, target));
    const [only] = of;
    return of.length === 1 && only ? only : { op: 'or', of, location: target.location };
  }
  return { op: 'predicate', predicate: toPredicate(value, target), location: target.location };
}

function toPredicate(value: Exclude<SigmaValue, { type: 'expansion' }>, target: Target): Predicate {
  const base = { ...(target.field !== undefined && { field: target.field }), location: target.location };
  switch (value.type) {
    case 'string':
      return { ...base, ...stringPredicate(value) };
    case 'number':
      if (!Number.isFinite(value.number)) {
        throw new LowerFault('invalid-value', 'This is no finite number. Put it in quotes to compare text.');
      }
      return { ...base, kind: 'eq', value: value.number };
    case 'bool':
      return { ...base, kind: 'eq', value: value.bool };
    case 'null':
      if (target.field === undefined) {
        throw new LowerFault('null-keyword', 'null needs a field to be looked for in. Write "field: null".');
      }
      return { ...base, kind: 'is_null' };
    case 'regex':
      return { ...base, ...regexPredicate(value, target.limits) };
    case 'cidr':
      return {
        ...base,
        kind: 'cidr_match',
        value: /\/[0-9]+$/.test(value.cidr) ? value.cidr : formatNetwork(value.network),
      };
    case 'exists':
      return { ...base, kind: 'exists', value: value.exists };
    case 'compare':
      return { ...base, kind: value.op, value: value.number, ...(value.part && { part: value.part }) };
    case 'timestamp_part':
      return { ...base, kind: 'eq', value: value.number, part: value.part };
    case 'fieldref':
      if (target.field === undefined) {
        throw new LowerFault(
          'modifier-field',
          '"fieldref" compares two fields. Write the first field\'s name before |fieldref.'
        );
      }
      return { ...base, kind: 'field_eq', value: value.field, mode: fieldMode(value), cased: value.cased };
  }
}

function fieldMode(value: FieldReferenceValue): 'equals' | 'startswith' | 'endswith' | 'contains' {
  if (value.startsWith && value.endsWith) {
    return 'contains';
  }
  return value.startsWith ? 'startswith' : value.endsWith ? 'endswith' : 'equals';
}

type StringPredicate =
  | { kind: 'eq' | 'contains' | 'startswith' | 'endswith'; value: string; cased: boolean }
  | { kind: 'like'; pattern: readonly PatternToken[]; cased: boolean };

/** The plainest kind that says the same: `*a*` is contains, `a` is eq; inner wildcards and `?` make a pattern. */
function stringPredicate(value: StringValue): StringPredicate {
  const tokens = simplifyWildcards(mergeText(value.tokens));
  const { cased } = value;
  const texts = tokens.filter(isText);
  const [text] = texts;
  const pattern = tokens.map((token) => (isText(token) ? 't' : token)).join('');
  switch (pattern) {
    case '':
      return { kind: 'eq', value: '', cased };
    case 't':
      return { kind: 'eq', value: text?.text ?? '', cased };
    case '*t*':
      return { kind: 'contains', value: text?.text ?? '', cased };
    case 't*':
      return { kind: 'startswith', value: text?.text ?? '', cased };
    case '*t':
      return { kind: 'endswith', value: text?.text ?? '', cased };
    default:
      return {
        kind: 'like',
        pattern: tokens.filter((token): token is PatternToken => isText(token) || isWildcard(token)),
        cased,
      };
  }
}

/** In a run of wildcards one `*` says as much as several, and the `?`s may come first. */
function simplifyWildcards(tokens: readonly StringToken[]): StringToken[] {
  const result: StringToken[] = [];
  let singles = 0;
  let star = false;
  const flush = (): void => {
    for (; singles > 0; singles--) {
      result.push('?');
    }
    if (star) {
      result.push('*');
    }
    star = false;
  };
  for (const token of tokens) {
    if (token === '?') {
      singles++;
    } else if (token === '*') {
      star = true;
    } else {
      flush();
      result.push(token);
    }
  }
  flush();
  return result;
}

/** A regular expression matches a substring; startswith and endswith anchor it at the text's (not a line's) start or end. */
function regexPredicate(
  value: RegexValue,
  limits: Limits
): { kind: 'regex_match'; value: string; flags: RegexValue['flags'] } {
  const lines = value.flags.includes('m');
  const { pattern: written, openStart, openEnd } = value;
  const pattern =
    openStart === openEnd
      ? written
      : openEnd
        ? `${lines ? '\\A' : '^'}(?:${written})`
        : `(?:${written})${lines ? '\\z' : '$'}`;
  // Without placeholders the expression was checked when it was read.
  const fault = value.expands ? checkRegex(pattern, value.flags, limits) : undefined;
  if (fault) {
    throw new LowerFault('invalid-regex', fault.message);
  }
  return { kind: 'regex_match', value: pattern, flags: value.flags };
}
