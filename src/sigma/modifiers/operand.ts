import { isText, isWildcard, type StringToken } from '../value/sigmaString';
import { describeValue, type SigmaValue, type StringValue } from '../value/sigmaValue';
import type { ModifierContext } from './context';
import { ModifierFault } from './fault';

/** The fault of a value whose type the modifier does not take. */
export function typeFault(value: SigmaValue, context: ModifierContext, wanted: string): ModifierFault {
  const advice =
    value.type === 'null'
      ? 'Test for null in a map entry of its own, without modifiers.'
      : 'Change the value, or remove the modifier.';
  return new ModifierFault(
    'modifier-type',
    `The modifier "${context.name}" takes ${wanted}, not ${describeValue(value)}. ${advice}`
  );
}

/** Throws where the value is no string. */
export function requireString(value: SigmaValue, context: ModifierContext): StringValue {
  if (value.type === 'string') {
    return value;
  }
  throw typeFault(value, context, 'a string');
}

/** A run of text; a placeholder that still has no values cannot be worked on. */
export function textOf(token: Exclude<StringToken, '*' | '?'>, context: ModifierContext): string {
  if (isText(token)) {
    return token.text;
  }
  throw new ModifierFault(
    'unresolved-placeholder',
    `The placeholder %${token.placeholder}% has no values, so "${context.name}" cannot be applied. Give its values in the settings, or write them in place of it.`
  );
}

/** The whole value as text. Throws with `wildcardMessage` where it has a wildcard. */
export function wholeText(value: StringValue, context: ModifierContext, wildcardMessage: string): string {
  let text = '';
  for (const token of value.tokens) {
    if (isWildcard(token)) {
      throw new ModifierFault('modifier-wildcard', wildcardMessage);
    }
    text += textOf(token, context);
  }
  return text;
}
