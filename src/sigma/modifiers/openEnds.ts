import type { StringToken } from '../value/sigmaString';
import type { SigmaValue } from '../value/sigmaValue';
import type { ModifierContext } from './context';
import { typeFault } from './operand';

/** An end of a value behind which the field may go on. */
type End = 'start' | 'end';

/**
 * `startswith`, `endswith` and `contains` (modifiers appendix, "Generic Modifiers") say which ends of a value are open:
 * a string gets a `*` there; an expression and a field reference remember it, since they have no wildcards.
 */
function openEnds(...ends: readonly End[]): (value: SigmaValue, context: ModifierContext) => SigmaValue {
  return (value, context) => {
    switch (value.type) {
      case 'string':
        return { ...value, tokens: ends.reduce(openString, value.tokens) };
      case 'regex':
        return {
          ...value,
          openStart: value.openStart || ends.includes('start'),
          openEnd: value.openEnd || ends.includes('end'),
        };
      case 'fieldref':
        return {
          ...value,
          endsWith: value.endsWith || ends.includes('start'),
          startsWith: value.startsWith || ends.includes('end'),
        };
      default:
        throw typeFault(value, context, 'a string, a regular expression or a field reference');
    }
  };
}

/** One `*` at an end says as much as two. */
function openString(tokens: readonly StringToken[], end: End): readonly StringToken[] {
  if (tokens.at(end === 'start' ? 0 : -1) === '*') {
    return tokens;
  }
  return end === 'start' ? ['*', ...tokens] : [...tokens, '*'];
}

export const startswith = openEnds('end');
export const endswith = openEnds('start');
export const contains = openEnds('start', 'end');
