import type { Location } from '../types';
import type { YamlScalar } from './node';
import { locate, type SourceText } from './sourceText';

/**
 * Where the characters `[from, to)` of a scalar's value stand in the source. Exact for plain, single-quoted and block scalars
 * and for double-quoted ones without escapes; otherwise the whole scalar.
 */
export function locateInScalar(source: SourceText, scalar: YamlScalar, from: number, to: number): Location {
  const start = offsetInScalar(source.text, scalar, from);
  const end = offsetInScalar(source.text, scalar, Math.max(from, to));
  return start === undefined || end === undefined ? scalar.location : locate(source, start, Math.max(start, end));
}

function isSpace(code: number): boolean {
  return code === 32 || code === 9 || code === 10 || code === 13;
}

/** Folding and indentation change white space only, so the n-th other character of the value is the n-th of the source. */
function offsetInScalar(text: string, scalar: YamlScalar, index: number): number | undefined {
  const quote = scalar.quoted ? text[scalar.start] : undefined;
  const single = quote === "'";
  const double = quote === '"';
  let at = single || double ? scalar.start + 1 : scalar.start;
  const end = single || double ? scalar.end - 1 : scalar.end;
  for (let i = 0; i < scalar.text.length && i < index; i++) {
    const code = scalar.text.charCodeAt(i);
    if (isSpace(code)) {
      if (at < end && isSpace(text.charCodeAt(at))) {
        at++;
      }
      continue;
    }
    while (at < end && isSpace(text.charCodeAt(at))) {
      at++;
    }
    if (at >= end || text.charCodeAt(at) !== code || (double && code === 92)) {
      return undefined;
    }
    at += single && code === 39 ? 2 : 1;
  }
  // A position at a word's start is the word's start, not the white space before it.
  while (
    index < scalar.text.length &&
    !isSpace(scalar.text.charCodeAt(index)) &&
    at < end &&
    isSpace(text.charCodeAt(at))
  ) {
    at++;
  }
  return Math.min(at, end);
}
