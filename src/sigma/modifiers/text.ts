import { isText, isWildcard, mergeText, type StringToken } from '../value/sigmaString';
import { describeValue, type RegexValue, type SigmaValue, type StringValue } from '../value/sigmaValue';
import type { ModifierContext } from './context';
import { ModifierFault } from './fault';

/** Refuses a value of the wrong type. */
export function typeFault(value: SigmaValue, context: ModifierContext, wanted: string): ModifierFault {
  const hint =
    value.type === 'null'
      ? 'Test for null in a map entry of its own, without modifiers.'
      : 'Change the value, or remove the modifier.';
  return new ModifierFault(
    'modifier-type',
    `The modifier "${context.name}" takes ${wanted}, not ${describeValue(value)}. ${hint}`
  );
}

export function contains(value: SigmaValue, context: ModifierContext): SigmaValue {
  return around(value, context, true, true);
}
export function startswith(value: SigmaValue, context: ModifierContext): SigmaValue {
  return around(value, context, false, true);
}
export function endswith(value: SigmaValue, context: ModifierContext): SigmaValue {
  return around(value, context, true, false);
}

/** Opens a value at its start (`before`) and end (`after`). */
function around(value: SigmaValue, context: ModifierContext, before: boolean, after: boolean): SigmaValue {
  switch (value.type) {
    case 'string':
      return { ...value, tokens: addWildcards(value.tokens, before, after) };
    case 'regex':
      return openRegex(value, before, after);
    case 'fieldref':
      return { ...value, startsWith: value.startsWith || after, endsWith: value.endsWith || before };
    default:
      throw typeFault(value, context, 'a string, a regular expression or a field reference');
  }
}

function addWildcards(tokens: readonly StringToken[], before: boolean, after: boolean): StringToken[] {
  const result = [...tokens];
  if (before && result[0] !== '*') {
    result.unshift('*');
  }
  if (after && result[result.length - 1] !== '*') {
    result.push('*');
  }
  return mergeText(result);
}

/**
 * A regular expression matches a substring, so `contains` changes nothing in what matches, and `startswith` and `endswith`
 * anchor it. `pattern` has the form that pySigma prints.
 */
function openRegex(value: RegexValue, before: boolean, after: boolean): RegexValue {
  const grouped = hasTopLevelAlternation(value.pattern) ? `(?:${value.pattern})` : value.pattern;
  const prefix = before && !grouped.startsWith('.*') && !grouped.startsWith('^') ? '.*' : '';
  const suffix = after && !endsUnescaped(grouped, '.*') && !endsUnescaped(grouped, '$') ? '.*' : '';
  const anchored = value.anchored !== 'none' || before === after ? value.anchored : after ? 'start' : 'end';
  return { ...value, pattern: `${prefix}${grouped}${suffix}`, anchored };
}

function endsUnescaped(pattern: string, suffix: string): boolean {
  if (!pattern.endsWith(suffix)) {
    return false;
  }
  const backslashes = /\\*$/.exec(pattern.slice(0, -suffix.length))?.[0].length ?? 0;
  return backslashes % 2 === 0;
}

function hasTopLevelAlternation(pattern: string): boolean {
  let depth = 0;
  let inClass = false;
  for (let i = 0; i < pattern.length; i++) {
    const character = pattern[i];
    if (character === '\\') {
      i++;
    } else if (inClass) {
      inClass = character !== ']';
    } else if (character === '[') {
      inClass = true;
      i += pattern[i + 1] === '^' ? 1 : 0;
      i += pattern[i + 1] === ']' ? 1 : 0;
    } else if (character === '(') {
      depth++;
    } else if (character === ')') {
      depth--;
    } else if (character === '|' && depth === 0) {
      return true;
    }
  }
  return false;
}

export function cased(value: SigmaValue, context: ModifierContext): SigmaValue {
  if (value.type !== 'string') {
    throw value.type === 'fieldref'
      ? new ModifierFault('modifier-order', 'The modifier "cased" comes before "fieldref". Write |cased|fieldref.')
      : value.type === 'regex'
        ? new ModifierFault('modifier-type', 'A regular expression is case-sensitive already. Remove "cased".')
        : typeFault(value, context, 'a string');
  }
  return { ...value, cased: true };
}

export function fieldref(value: SigmaValue, context: ModifierContext): SigmaValue {
  const text = requireString(value, context);
  if (text.tokens.some(isWildcard)) {
    throw new ModifierFault(
      'modifier-wildcard',
      "A field reference is one field's name and holds no wildcard. Write |fieldref|startswith, |fieldref|endswith or |fieldref|contains to compare parts."
    );
  }
  const field = text.tokens.map((token) => resolvedText(token, context)).join('');
  return { type: 'fieldref', field, startsWith: false, endsWith: false, cased: text.cased };
}

/** A token's text. A placeholder without values has none, and no modifier can work on it. */
export function resolvedText(token: StringToken, context: ModifierContext): string {
  if (isWildcard(token)) {
    return token;
  }
  if (isText(token)) {
    return token.text;
  }
  throw new ModifierFault(
    'unresolved-placeholder',
    `The placeholder %${token.placeholder}% has no values, so "${context.name}" cannot be applied. Give its values in the settings, or write them in place of it.`
  );
}

export function requireString(value: SigmaValue, context: ModifierContext): StringValue {
  if (value.type !== 'string') {
    throw typeFault(value, context, 'a string');
  }
  return value;
}
