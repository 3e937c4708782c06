import { base64 as encode, utf8Bytes } from '../value/bytes';
import type { SigmaValue, StringValue } from '../value/sigmaValue';
import type { ModifierContext } from './context';
import { requireString, wholeText } from './operand';
import { BYTE_ORDER_MARK } from './utf16';

/** Bytes that are encoded at a time, and the characters that they become (RFC 4648, section 4). */
const GROUP = { bytes: 3, characters: 4 };

/** `base64`: the encoding of the value by itself. */
export function base64(value: SigmaValue, context: ModifierContext): SigmaValue {
  return plainString(encode(bytesOf(value, context)));
}

/**
 * `base64offset`: what the encoding of a longer text holds, wherever in it the value stands. A value that starts `offset` bytes
 * into a group covers bits from 8 × offset on; of the characters, six bits each, only those that lie in the value's bits
 * whole are the same whatever stands around it.
 */
export function base64offset(value: SigmaValue, context: ModifierContext): SigmaValue {
  const bytes = bytesOf(value, context);
  const scale = GROUP.characters / GROUP.bytes;
  const values = Array.from({ length: GROUP.bytes }, (_, offset) => {
    const padding = new Array<number>(offset).fill(0);
    const first = Math.ceil(offset * scale);
    const end = Math.floor((offset + bytes.length) * scale);
    return plainString(encode([...padding, ...bytes]).slice(first, Math.max(first, end)));
  });
  return { type: 'expansion', values };
}

function bytesOf(value: SigmaValue, context: ModifierContext): number[] {
  const text = wholeText(
    requireString(value, context),
    context,
    `"${context.name}" encodes the value, so * and ? would be encoded too. Escape them (\\*), or put the wildcards outside with |${context.name}|contains.`
  );
  return context.applied.includes('utf16') && text.startsWith(BYTE_ORDER_MARK)
    ? [0xff, 0xfe, ...utf8Bytes(text.slice(BYTE_ORDER_MARK.length))]
    : utf8Bytes(text);
}

/** A string that is taken as it is: base64 has no wildcards. */
function plainString(text: string): StringValue {
  return { type: 'string', tokens: text === '' ? [] : [{ text }], cased: false, original: text };
}
