import { isText, mergeText, type StringToken } from '../value/sigmaString';
import type { SigmaValue } from '../value/sigmaValue';
import type { ModifierContext } from './context';
import { ModifierFault } from './fault';
import { requireString } from './operand';

/** Hyphen, slash, en dash, em dash, horizontal bar (appendix of modifiers, `windash`). */
const DASHES = ['-', '/', '\u2013', '\u2014', '\u2015'];
/** A dash that starts a word: none of a word before it, and a word behind it. */
const PARAMETER_DASH = /(?<![\p{L}\p{N}_])[-/](?=[\p{L}\p{N}_])/gu;
/** Each dash multiplies the values by five. */
const MAX_DASHES = 3;

/** All combinations of dashes at the places where a command line's parameters start. */
export function windash(value: SigmaValue, context: ModifierContext): SigmaValue {
  const text = requireString(value, context);
  const pieces = text.tokens.flatMap(splitAtDashes);
  const dashes = pieces.filter((piece) => piece === 'dash').length;
  if (dashes > MAX_DASHES) {
    throw new ModifierFault(
      'windash-too-many',
      `"windash" varies at most ${MAX_DASHES} dashes in one value; this one has ${dashes}. Split it into several values with |windash|contains|all.`
    );
  }
  let variants: StringToken[][] = [[]];
  for (const piece of pieces) {
    variants =
      piece === 'dash'
        ? variants.flatMap((variant) => DASHES.map((dash): StringToken[] => [...variant, { text: dash }]))
        : variants.map((variant) => [...variant, piece]);
  }
  return { type: 'expansion', values: variants.map((tokens) => ({ ...text, tokens: mergeText(tokens) })) };
}

function splitAtDashes(token: StringToken): Array<StringToken | 'dash'> {
  if (!isText(token)) {
    return [token];
  }
  const pieces: Array<StringToken | 'dash'> = [];
  let from = 0;
  for (const match of token.text.matchAll(PARAMETER_DASH)) {
    pieces.push({ text: token.text.slice(from, match.index) }, 'dash');
    from = match.index + 1;
  }
  pieces.push({ text: token.text.slice(from) });
  return pieces;
}
