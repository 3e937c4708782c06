/** Digits enough that a number may lose some of them, where a number may stand. */
const LONG_NUMBER = /[:,[\s]-?\d{16}/;
/** Strings, which are kept, and long integers. */
const TOKEN = /"(?:[^"\\]|\\.)*"|-?\d{16,}(?![\d.eE])/g;
/** Stands before the digits of an integer while they are a string; no record begins a string so. */
const MARK = '\u0000integer:';

/**
 * JSON as rules see it: as JSON.parse gives it, but an integer that a number would round is a bigint, so that its digits
 * can be compared.
 *
 * @throws SyntaxError where the text is not JSON
 */
export function parseEvent(json: string): unknown {
  const value: unknown = JSON.parse(json);
  if (!LONG_NUMBER.test(json) || json.includes(MARK) || json.includes('\\u0000integer:')) {
    return value;
  }
  let marked = false;
  const text = json.replace(TOKEN, (token) => {
    if (token.startsWith('"') || Number.isSafeInteger(Number(token))) {
      return token;
    }
    marked = true;
    return `"\\u0000integer:${token}"`;
  });
  return marked ? (JSON.parse(text, revive) as unknown) : value;
}

function revive(_key: string, value: unknown): unknown {
  return typeof value === 'string' && value.startsWith(MARK) ? BigInt(value.slice(MARK.length)) : value;
}

/** For JSON.stringify: a bigint as the number that it is nearest to. */
export function jsonSafe(_key: string, value: unknown): unknown {
  return typeof value === 'bigint' ? Number(value) : value;
}
