const BASE64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** Base64 with padding (RFC 4648). Written out: neither `btoa` nor `Buffer` takes bytes in both browser and Node. */
export function base64(bytes: readonly number[]): string {
  let result = '';
  for (let i = 0; i < bytes.length; i += 3) {
    const [a = 0, b, c] = [bytes[i], bytes[i + 1], bytes[i + 2]];
    const block = (a << 16) | ((b ?? 0) << 8) | (c ?? 0);
    result += BASE64.charAt(block >> 18) + BASE64.charAt((block >> 12) & 63);
    result += b === undefined ? '=' : BASE64.charAt((block >> 6) & 63);
    result += c === undefined ? '=' : BASE64.charAt(block & 63);
  }
  return result;
}

export function utf8Bytes(text: string): number[] {
  return [...new TextEncoder().encode(text)];
}

/** The text's UTF-16 bytes read as UTF-8, which is how Sigma writes them down; undefined where they are no UTF-8 (non-ASCII text). */
export function utf16AsText(text: string, order: 'le' | 'be'): string | undefined {
  const bytes = new Uint8Array(text.length * 2);
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    bytes[2 * i + (order === 'le' ? 0 : 1)] = code & 0xff;
    bytes[2 * i + (order === 'le' ? 1 : 0)] = code >> 8;
  }
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
