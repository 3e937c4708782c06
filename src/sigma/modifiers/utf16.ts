import { utf16AsText } from '../value/bytes';
import { isWildcard, mergeText, type StringToken } from '../value/sigmaString';
import type { SigmaValue } from '../value/sigmaValue';
import type { ModifierContext } from './context';
import { ModifierFault } from './fault';
import { requireString, textOf } from './operand';

/** What the `utf16` modifier puts before the value. As a character: a string holds no bytes. */
export const BYTE_ORDER_MARK = '\ufeff';

interface Encoding {
  readonly order: 'le' | 'be';
  readonly mark: boolean;
}

/** The UTF-16 modifiers (modifiers appendix, "Encoding"): the bytes of a value's text, each byte as one character. */
function encoder({ order, mark }: Encoding): (value: SigmaValue, context: ModifierContext) => SigmaValue {
  return (value, context) => {
    const string = requireString(value, context);
    const tokens: StringToken[] = string.tokens.map((token) =>
      isWildcard(token) ? token : { text: encode(textOf(token, context), order, context) }
    );
    return {
      ...string,
      tokens: mergeText(mark ? [{ text: BYTE_ORDER_MARK }, ...tokens] : tokens),
      cased: false,
    };
  };
}

function encode(text: string, order: Encoding['order'], context: ModifierContext): string {
  const encoded = utf16AsText(text, order);
  if (encoded === undefined) {
    throw new ModifierFault(
      'modifier-encoding',
      `"${context.name}" encodes ASCII text only; this value holds other characters. Use |re with the escaped bytes.`
    );
  }
  return encoded;
}

/** `utf16le`, and `wide`, its alias. */
export const utf16le = encoder({ order: 'le', mark: false });
export const utf16be = encoder({ order: 'be', mark: false });
export const utf16 = encoder({ order: 'le', mark: true });
