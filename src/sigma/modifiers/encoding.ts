import { base64 as encodeBase64, utf16AsText, utf8Bytes } from '../value/bytes';
import { isWildcard, mergeText, type StringToken } from '../value/sigmaString';
import type { SigmaValue, StringValue } from '../value/sigmaValue';
import type { ModifierContext } from './context';
import { ModifierFault } from './fault';
import { requireString, resolvedText } from './text';

const BYTE_ORDER_MARK = '\ufeff';

function encoded(text: string): StringValue {
  return { type: 'string', tokens: text === '' ? [] : [{ text }], cased: false, original: text };
}

function bytesOf(value: SigmaValue, context: ModifierContext): number[] {
  const { tokens } = requireString(value, context);
  if (tokens.some(isWildcard)) {
    throw new ModifierFault(
      'modifier-wildcard',
      `"${context.name}" encodes the value, so * and ? would be encoded too. Escape them (\\*), or put the wildcards outside with |${context.name}|contains.`
    );
  }
  const text = tokens.map((token) => resolvedText(token, context)).join('');
  // The utf16 modifier writes the mark as a character; in bytes it is FF FE.
  return context.applied.includes('utf16') && text.startsWith(BYTE_ORDER_MARK)
    ? [0xff, 0xfe, ...utf8Bytes(text.slice(1))]
    : utf8Bytes(text);
}

export function base64(value: SigmaValue, context: ModifierContext): SigmaValue {
  return encoded(encodeBase64(bytesOf(value, context)));
}

/**
 * The parts of the three encodings (the value starts at byte 0, 1 or 2 of a group of three) that do not depend on what
 * stands around the value.
 */
export function base64offset(value: SigmaValue, context: ModifierContext): SigmaValue {
  const bytes = bytesOf(value, context);
  const values = [0, 1, 2].map((offset) => {
    const text = encodeBase64([...Array.from({ length: offset }, () => 32), ...bytes]);
    const start = [0, 2, 3][offset] ?? 0;
    const cut = [0, 3, 2][(bytes.length + offset) % 3] ?? 0;
    return encoded(text.slice(start, Math.max(start, text.length - cut)));
  });
  return { type: 'expansion', values };
}

export function wide(value: SigmaValue, context: ModifierContext): SigmaValue {
  return utf16(value, context, 'le', false);
}
export function utf16be(value: SigmaValue, context: ModifierContext): SigmaValue {
  return utf16(value, context, 'be', false);
}
export function utf16WithMark(value: SigmaValue, context: ModifierContext): SigmaValue {
  return utf16(value, context, 'le', true);
}

function utf16(value: SigmaValue, context: ModifierContext, order: 'le' | 'be', mark: boolean): SigmaValue {
  const { tokens } = requireString(value, context);
  const wideTokens = tokens.map((token): StringToken => {
    if (isWildcard(token)) {
      return token;
    }
    const text = utf16AsText(resolvedText(token, context), order);
    if (text === undefined) {
      throw new ModifierFault(
        'modifier-encoding',
        `"${context.name}" encodes ASCII text only; this value holds other characters. Use |re with the escaped bytes.`
      );
    }
    return { text };
  });
  const all: StringToken[] = mark ? [{ text: BYTE_ORDER_MARK }, ...wideTokens] : wideTokens;
  return { type: 'string', tokens: mergeText(all), cased: false, original: requireString(value, context).original };
}
