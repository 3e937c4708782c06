import type { FieldTest } from '../analyse/necessaryTests';
import { SCANNER_CODE } from './scannerCode';
import { scanTable } from './scanTable';

/** A line that must be parsed: its bytes in `input`, and its number among the lines of the scan, from 0. */
export interface Candidate {
  readonly start: number;
  readonly end: number;
  readonly line: number;
}

export interface ScanResult {
  readonly candidates: readonly Candidate[];
  /** Lines that are not blank. */
  readonly records: number;
  /** Lines, blank ones too. */
  readonly lines: number;
  /** Bytes that were looked at: whole lines. */
  readonly consumed: number;
}

/** Finds the lines of JSON in which a rule can match, without parsing any. */
export interface RecordScanner {
  /** Where bytes to scan are put. */
  readonly input: Uint8Array;
  /**
   * Scans the lines in the first `length` bytes of `input`. It may stop early: go on after `consumed`. A line that is not
   * ended is left, unless it is the last one.
   */
  scan(from: number, length: number, last: boolean): ScanResult;
}

const PAGE = 65_536;
/** The scanner's own data lies below. */
const TABLE_AT = PAGE;
const MAX_CANDIDATES = 16_384;
/** The scanner reads in blocks. */
const PADDING = 64;

/** As much of WebAssembly as is used here; not every runtime's types have it. */
declare const WebAssembly: {
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Memory: new (size: { initial: number }) => { readonly buffer: ArrayBuffer };
  readonly Instance: new (module: object, imports: object) => { readonly exports: object };
};

interface Global {
  readonly value: number;
}
interface Exports {
  configure(root: number, results: number, capacity: number): void;
  scan(start: number, end: number, last: number): number;
  readonly records: Global;
  readonly lines: Global;
  readonly consumed: Global;
}

let compiled: object | undefined;

/**
 * A scanner that lets through what one of the tests lets through; undefined where the runtime has no WebAssembly with
 * vectors.
 *
 * @param capacity bytes of `input`
 */
export function recordScanner(tests: readonly FieldTest[], capacity: number): RecordScanner | undefined {
  let instance: { readonly exports: object };
  const { bytes, root } = scanTable(tests, TABLE_AT);
  const resultsAt = TABLE_AT + bytes.length;
  const inputAt = resultsAt + MAX_CANDIDATES * 12;
  const pages = Math.ceil((inputAt + capacity + PADDING) / PAGE);
  const memory = new WebAssembly.Memory({ initial: pages });
  try {
    compiled ??= new WebAssembly.Module(Uint8Array.from(atob(SCANNER_CODE), (char) => char.charCodeAt(0)));
    instance = new WebAssembly.Instance(compiled, { env: { memory } });
  } catch {
    return undefined;
  }
  const { configure, scan, records, lines, consumed } = instance.exports as Exports;
  new Uint8Array(memory.buffer, TABLE_AT, bytes.length).set(bytes);
  configure(root, resultsAt, MAX_CANDIDATES);
  const results = new Uint32Array(memory.buffer, resultsAt, MAX_CANDIDATES * 3);
  return {
    input: new Uint8Array(memory.buffer, inputAt, capacity),
    scan(from, length, last) {
      const count = scan(inputAt + from, inputAt + length, last ? 1 : 0);
      const candidates: Candidate[] = [];
      for (let index = 0; index < count * 3; index += 3) {
        candidates.push({
          start: results[index] - inputAt,
          end: results[index + 1] - inputAt,
          line: results[index + 2],
        });
      }
      return {
        candidates,
        records: records.value,
        lines: lines.value,
        consumed: consumed.value - inputAt,
      };
    },
  };
}
