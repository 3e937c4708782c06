import type { Location } from '../types';
import type { YamlScalar } from './node';
import { locate, type SourceText } from './sourceText';

/**
 * Where the characters `[from, to)` of a scalar's value stand in the source. Exact for plain, single-quoted and block scalars
 * and for double-quoted ones without escapes; otherwise the whole scalar.
 */
export function locateInScalar(source: SourceText, scalar: YamlScalar, from: number, to: number): Location {
  const offsets = offsetsOf(source.text, scalar);
  if (!offsets) {
    return scalar.location;
  }
  const last = scalar.text.length;
  const at = (index: number): number => offsets[Math.max(0, Math.min(index, last))] ?? scalar.end;
  const start = at(from);
  // The end is behind the last character, not at the start of a word that may follow on another line.
  const end = to > from && to > 0 ? at(to - 1) + 1 : start;
  return locate(source, start, Math.max(start, end));
}

/** Conditions have many places to locate, and each is asked for by itself. */
const known = new WeakMap<YamlScalar, Int32Array | null>();

function offsetsOf(text: string, scalar: YamlScalar): Int32Array | null {
  let offsets = known.get(scalar);
  if (offsets === undefined) {
    offsets = computeOffsets(text, scalar);
    known.set(scalar, offsets);
  }
  return offsets;
}

function isSpace(code: number): boolean {
  return code === 32 || code === 9 || code === 10 || code === 13;
}

/**
 * The source offset of each character of the value, and of its end; null where they cannot be told. Folding and indentation
 * change white space only, so the n-th other character of the value is the n-th of the source.
 */
function computeOffsets(text: string, scalar: YamlScalar): Int32Array | null {
  const quote = scalar.quoted ? text[scalar.start] : undefined;
  const single = quote === "'";
  const double = quote === '"';
  const end = single || double ? scalar.end - 1 : scalar.end;
  let at = single || double ? scalar.start + 1 : scalar.start;
  const offsets = new Int32Array(scalar.text.length + 1);
  for (let i = 0; i < scalar.text.length; i++) {
    const code = scalar.text.charCodeAt(i);
    if (isSpace(code)) {
      offsets[i] = Math.min(at, end);
      at += at < end && isSpace(text.charCodeAt(at)) ? 1 : 0;
      continue;
    }
    while (at < end && isSpace(text.charCodeAt(at))) {
      at++;
    }
    if (at >= end || text.charCodeAt(at) !== code || (double && code === 92)) {
      return null;
    }
    offsets[i] = at;
    at += single && code === 39 ? 2 : 1;
  }
  offsets[scalar.text.length] = Math.min(at, end);
  return offsets;
}
