/**
 * Looks at lines of JSON without parsing them: which of them may hold a value that some rule needs, and which are not
 * whole objects. AssemblyScript, compiled by scripts/build-scanner.mjs; see docs/decisions/record-scanner.md.
 *
 * A line is a candidate when one of the configured fields has a value that its test lets through, or when anything about
 * the line is out of the ordinary: brackets that do not match, a string that does not end, text around the object, an escape
 * or a letter beyond ASCII in a place that a test looks at. Whoever asks parses the candidates: so nothing is lost.
 *
 * Configuration, all u32, little endian:
 *   node   count, then per child: key address, key length, child node address (0: none), test address (0: none)
 *   test   flags (1: any value), bitmap address (0: none), number of parts, then per part: address, length
 *   bitmap 8192 bytes: bit (hash & 65535) of each value's hash, letters folded to lower case
 */

// What configuring sets.
let rootNode: u32 = 0;
let resultsAt: u32 = 0;
let maxResults: u32 = 0;

// What a scan leaves behind.
/** Lines that are not blank. */
export let records: u32 = 0;
/** Lines, blank ones too. */
export let lines: u32 = 0;
/** Where the first line begins that was not looked at. */
export let consumed: u32 = 0;

const MAX_DEPTH: u32 = 256;
/** Closing bracket of each open one, then the node of each depth. */
const CLOSERS: u32 = memory.data(256);
const NODES: u32 = memory.data(1024);

const QUOTE: u32 = 34;
const BACKSLASH: u32 = 92;
const COLON: u32 = 58;

/** @param results where candidates go: start, end and number of the line, three u32 each, `capacity` of them at most */
export function configure(root: u32, results: u32, capacity: u32): void {
  rootNode = root;
  resultsAt = results;
  maxResults = capacity;
}

/**
 * Scans whole lines from `start` up to `end`; 64 readable bytes must follow. With `last`, what follows the last newline is
 * a line too. Stops early when the results are full.
 *
 * @returns the number of candidates
 */
export function scan(start: u32, end: u32, last: bool): u32 {
  let found: u32 = 0;
  let at = start;
  records = 0;
  lines = 0;
  while (at < end && found < maxResults) {
    const newline = findNewline(at, end);
    if (newline == end && !last) {
      break;
    }
    const first = skipBlanks(at, newline);
    if (first < newline) {
      records++;
      if (isCandidate(first, newline)) {
        const result = resultsAt + found * 12;
        store<u32>(result, first);
        store<u32>(result, newline, 4);
        store<u32>(result, lines, 8);
        found++;
      }
    }
    lines++;
    at = newline + 1;
  }
  consumed = min(at, end);
  return found;
}

/** The next newline, or `end`. */
function findNewline(from: u32, end: u32): u32 {
  const newline = i8x16.splat(10);
  let at = from;
  while (at < end) {
    const mask = i8x16.bitmask(i8x16.eq(v128.load(at), newline));
    if (mask != 0) {
      const position = at + ctz(mask);
      return position < end ? position : end;
    }
    at += 16;
  }
  return end;
}

function skipBlanks(from: u32, end: u32): u32 {
  let at = from;
  while (at < end && isBlank(load<u8>(at))) {
    at++;
  }
  return at;
}

function isBlank(char: u32): bool {
  return char == 32 || char == 13 || char == 9 || char == 10;
}

/** A bit for each of 64 characters that is the wanted one. */
// @ts-ignore: decorator
@inline
function bitsOf(a: v128, b: v128, c: v128, d: v128, wanted: v128): u64 {
  return (
    (<u64>i8x16.bitmask(i8x16.eq(a, wanted)) | (<u64>i8x16.bitmask(i8x16.eq(b, wanted)) << 16)) |
    ((<u64>i8x16.bitmask(i8x16.eq(c, wanted)) << 32) | (<u64>i8x16.bitmask(i8x16.eq(d, wanted)) << 48))
  );
}

/** Bits of characters that an odd number of backslashes stands before. `carry` is of the block before. */
let escapeCarry: u64 = 0;
function escapedBy(backslashes: u64): u64 {
  if (backslashes == 0) {
    const carried = escapeCarry;
    escapeCarry = 0;
    return carried;
  }
  // One by one: runs of backslashes are rare and short.
  let escaped: u64 = 0;
  let rest = backslashes & ~escapeCarry;
  escaped = escapeCarry;
  escapeCarry = 0;
  while (rest != 0) {
    const bit = rest & (0 - rest);
    const next = bit << 1;
    if (next == 0) {
      escapeCarry = 1;
    }
    escaped |= next;
    rest &= ~bit;
    rest &= ~next;
  }
  return escaped;
}

/** Bits of the characters within strings, opening quotes among them and closing ones not. */
// @ts-ignore: decorator
@inline
function stringBits(quotes: u64, carry: u64): u64 {
  let bits = quotes;
  bits ^= bits << 1;
  bits ^= bits << 2;
  bits ^= bits << 4;
  bits ^= bits << 8;
  bits ^= bits << 16;
  bits ^= bits << 32;
  return bits ^ carry;
}

/** The line from its first character that is not blank. */
function isCandidate(start: u32, end: u32): bool {
  if (load<u8>(start) != 123) {
    return true;
  }
  const quotes = i8x16.splat(34);
  const backslash = i8x16.splat(92);
  // These bits make brackets and braces one character, and few others that have no place outside of strings.
  const alike = i8x16.splat(0x26);
  const bracket = i8x16.splat(0x7f);
  let depth: u32 = 0;
  /** All ones where the block before ended within a string. */
  let carry: u64 = 0;
  let stringStart: u32 = 0;
  let node: u32 = 0;
  /** What the value of the key that was just read means. */
  let nextNode: u32 = 0;
  let nextTest: u32 = 0;
  let closedAt: u32 = 0;
  escapeCarry = 0;
  for (let base = start; base < end; base += 64) {
    let valid: u64 = u64.MAX_VALUE;
    const left = end - base;
    if (left < 64) {
      valid = (<u64>1 << left) - 1;
    }
    const a = v128.load(base);
    const b = v128.load(base, 16);
    const c = v128.load(base, 32);
    const d = v128.load(base, 48);
    const escaped = escapedBy(bitsOf(a, b, c, d, backslash) & valid);
    const quoteBits = bitsOf(a, b, c, d, quotes) & valid & ~escaped;
    const inStrings = stringBits(quoteBits, carry);
    carry = <u64>(<i64>inStrings >> 63);
    const brackets =
      bitsOf(v128.or(a, alike), v128.or(b, alike), v128.or(c, alike), v128.or(d, alike), bracket) & valid & ~inStrings;
    // Strings matter only in objects that a test looks into.
    let bits = node == 0 ? brackets : quoteBits | brackets;
    while (bits != 0) {
      const index = <u32>ctz(bits);
      bits &= bits - 1;
      const at = base + index;
      const char = <u32>load<u8>(at);
      if (char == QUOTE) {
        if (((inStrings >> index) & 1) != 0) {
          stringStart = at + 1;
          continue;
        }
        const after = skipBlanks(at + 1, end);
        if (after < end && load<u8>(after) == COLON) {
          const child = childOf(node, stringStart, at - stringStart);
          if (child == 1) {
            return true;
          }
          nextNode = 0;
          nextTest = 0;
          if (child != 0) {
            nextNode = load<u32>(child, 8);
            nextTest = load<u32>(child, 12);
            const value = skipBlanks(after + 1, end);
            const first = value < end ? <u32>load<u8>(value) : 0;
            if (first == 123 || first == 110) {
              // An object or null: no value, but a present key.
              if (nextTest != 0 && (load<u32>(nextTest) & 1) != 0) {
                return true;
              }
              nextTest = 0;
            } else if (first != QUOTE) {
              // A list is fanned out, and numbers have texts of their own.
              return true;
            }
          }
        } else if (nextTest != 0) {
          if (passes(nextTest, stringStart, at)) {
            return true;
          }
          nextTest = 0;
          nextNode = 0;
        }
        continue;
      }
      const before = node;
      if (char == 123 || char == 91) {
        if (closedAt != 0 || depth == MAX_DEPTH) {
          return true;
        }
        store<u8>(CLOSERS + depth, <u8>(char + 2));
        store<u32>(NODES + (depth << 2), node);
        node = depth == 0 ? rootNode : char == 123 ? nextNode : 0;
        depth++;
      } else {
        if (depth == 0 || (char != 125 && char != 93)) {
          return true;
        }
        depth--;
        if (<u32>load<u8>(CLOSERS + depth) != char) {
          return true;
        }
        node = load<u32>(NODES + (depth << 2));
        if (depth == 0) {
          closedAt = at + 1;
        }
      }
      nextNode = 0;
      nextTest = 0;
      if ((before == 0) != (node == 0)) {
        // What else of the block is looked at has changed. Two shifts: one of 64 would be none.
        const later = u64.MAX_VALUE << index << 1;
        bits = (node == 0 ? brackets : quoteBits | brackets) & later;
      }
    }
  }
  return depth != 0 || carry != 0 || closedAt == 0 || skipBlanks(closedAt, end) < end;
}

/** The child of a key; 0: none, 1: the key cannot be told (it has an escape). */
function childOf(node: u32, key: u32, length: u32): u32 {
  for (let at = key; at < key + length; at++) {
    if (load<u8>(at) == BACKSLASH) {
      return 1;
    }
  }
  const count = load<u32>(node);
  for (let child = node + 4; child < node + 4 + count * 16; child += 16) {
    if (load<u32>(child, 4) == length && memory.compare(load<u32>(child), key, length) == 0) {
      return child;
    }
  }
  return 0;
}

function folded(char: u32): u32 {
  return char >= 65 && char <= 90 ? char + 32 : char;
}

/** True when the text may be one that the test looks for. */
function passes(test: u32, start: u32, end: u32): bool {
  if ((load<u32>(test) & 1) != 0) {
    return true;
  }
  let hash: u32 = 0x811c9dc5;
  for (let at = start; at < end; at++) {
    const char = <u32>load<u8>(at);
    if (char >= 128 || char == BACKSLASH) {
      return true;
    }
    hash = (hash ^ folded(char)) * 0x01000193;
  }
  const bitmap = load<u32>(test, 4);
  if (bitmap != 0) {
    const bit = (hash ^ (hash >> 13)) & 65535;
    if (((<u32>load<u8>(bitmap + (bit >> 3)) >> (bit & 7)) & 1) != 0) {
      return true;
    }
  }
  const parts = load<u32>(test, 8);
  for (let part: u32 = 0; part < parts; part++) {
    const entry = test + 12 + part * 8;
    if (includes(start, end, load<u32>(entry), load<u32>(entry, 4))) {
      return true;
    }
  }
  return false;
}

/** Whether the text holds the part, letters folded; the part is in lower case. */
function includes(start: u32, end: u32, part: u32, length: u32): bool {
  if (end - start < length) {
    return false;
  }
  const first = <u32>load<u8>(part);
  for (let at = start; at + length <= end; at++) {
    if (folded(<u32>load<u8>(at)) != first) {
      continue;
    }
    let index: u32 = 1;
    while (index < length && folded(<u32>load<u8>(at + index)) == <u32>load<u8>(part + index)) {
      index++;
    }
    if (index == length) {
      return true;
    }
  }
  return false;
}
