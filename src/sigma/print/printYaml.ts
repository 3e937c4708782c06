import type { PlainValue } from '../types';
import { typePlainScalar } from '../yaml/scalars';

const INDENTATION = '    ';
/** Texts that need no quotes whatever stands around them. */
const SAFE =
  /^(?:[A-Za-z_/][A-Za-z0-9_./@+|*-]*(?: [A-Za-z0-9_./@+()|*-]+)*|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})$/;
/** Characters that may stand in single quotes on one line. */
const PRINTABLE = /^[\x20-\x7e\u00a0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd]*$/;

/** A value as block YAML that reads back as the same value. Ends with a line end. */
export function printYaml(value: { readonly [name: string]: PlainValue }): string {
  return printMap(value, '');
}

function printMap(map: { readonly [name: string]: PlainValue }, indentation: string): string {
  return Object.entries(map)
    .map(([name, value]) => `${indentation}${printScalar(name)}:${printValue(value, indentation)}`)
    .join('');
}

/** What stands behind a key, from the space after the colon to the line end. */
function printValue(value: PlainValue, indentation: string): string {
  if (isList(value)) {
    return value.length === 0 ? ' []\n' : `\n${printList(value, indentation + INDENTATION)}`;
  }
  if (value !== null && typeof value === 'object') {
    return Object.keys(value).length === 0 ? ' {}\n' : `\n${printMap(value, indentation + INDENTATION)}`;
  }
  return ` ${printScalar(value)}\n`;
}

function printList(list: readonly PlainValue[], indentation: string): string {
  return list
    .map((item) => {
      const block = item !== null && typeof item === 'object' && Object.keys(item).length > 0;
      if (!block) {
        return `${indentation}-${printValue(item, indentation)}`;
      }
      const inner = `${indentation}  `;
      const text = isList(item)
        ? printList(item, inner)
        : printMap(item as { readonly [name: string]: PlainValue }, inner);
      return `${indentation}- ${text.slice(inner.length)}`;
    })
    .join('');
}

function isList(value: PlainValue): value is readonly PlainValue[] {
  return Array.isArray(value);
}

function printScalar(value: string | number | boolean | null): string {
  if (typeof value === 'number') {
    return printNumber(value);
  }
  if (typeof value !== 'string') {
    return String(value);
  }
  if (SAFE.test(value) && value.length < 1000 && typePlainScalar(value).type === 'string') {
    return value;
  }
  return PRINTABLE.test(value) ? `'${value.replaceAll("'", "''")}'` : printDoubleQuoted(value);
}

/** YAML 1.1 reads an exponent only behind a point and with a sign. */
function printNumber(value: number): string {
  if (!Number.isFinite(value)) {
    return Number.isNaN(value) ? '.nan' : value > 0 ? '.inf' : '-.inf';
  }
  const text = Object.is(value, -0) ? '-0.0' : String(value);
  return /e/.test(text)
    ? text.replace(/^(-?\d+)(\.\d+)?e/, (_, whole: string, fraction?: string) => `${whole}${fraction ?? '.0'}e`)
    : text;
}

function printDoubleQuoted(value: string): string {
  const escaped = value.replace(/[\\"]|[^\x20-\x7e]/gu, (character) => {
    if (character === '\\' || character === '"') {
      return `\\${character}`;
    }
    const code = character.codePointAt(0) ?? 0;
    return code > 0xffff
      ? `\\U${code.toString(16).padStart(8, '0')}`
      : character === '\n'
        ? '\\n'
        : `\\u${code.toString(16).padStart(4, '0')}`;
  });
  return `"${escaped}"`;
}
