import type { YamlScalarType } from './node';

export interface TypedScalar {
  readonly type: YamlScalarType;
  readonly value: string | number | boolean | null;
}

/*
 * Plain scalars are typed as YAML 1.1 does, because Sigma's reference implementation reads rules so: `no` is false, `010`
 * is 8, `1:30` is 90. https://yaml.org/type/ has the patterns. YAML 1.2 reads these three as strings; `isSurprising` finds them.
 */
const BOOLEAN = /^(?:yes|Yes|YES|no|No|NO|true|True|TRUE|false|False|FALSE|on|On|ON|off|Off|OFF)$/;
const TRUE = /^(?:yes|true|on)$/i;
const NULL = /^(?:~|null|Null|NULL|)$/;
const BINARY = /^[-+]?0b[01_]+$/;
const OCTAL = /^[-+]?0[0-7_]+$/;
const DECIMAL = /^[-+]?(?:0|[1-9][0-9_]*)$/;
const HEXADECIMAL = /^[-+]?0x[0-9a-fA-F_]+$/;
const SEXAGESIMAL = /^[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?$/;
const SEXAGESIMAL_INTEGER = /^[-+]?[1-9][0-9_]*(?::[0-5]?[0-9])+$/;
const FLOAT = /^(?:[-+]?[0-9][0-9_]*\.[0-9_]*(?:[eE][-+][0-9]+)?|\.[0-9][0-9_]*(?:[eE][-+][0-9]+)?)$/;
const INFINITE = /^[-+]?\.(?:inf|Inf|INF)$/;
const NOT_A_NUMBER = /^\.(?:nan|NaN|NAN)$/;
const DATE = /^[0-9]{4}-[0-9]{2}-[0-9]{2}$/;
const TIMESTAMP =
  /^[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:[Tt]|[ \t]+)[0-9]{1,2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]*)?(?:[ \t]*(?:Z|[-+][0-9]{1,2}(?::[0-9]{2})?))?$/;

/** Longest text that is tried as a number; longer ones are strings. */
const MAX_NUMBER_LENGTH = 400;

/** Types a plain (unquoted, untagged) scalar. */
export function typePlainScalar(text: string): TypedScalar {
  if (NULL.test(text)) {
    return { type: 'null', value: null };
  }
  if (text.length > MAX_NUMBER_LENGTH) {
    return { type: 'string', value: text };
  }
  if (BOOLEAN.test(text)) {
    return { type: 'boolean', value: TRUE.test(text) };
  }
  const number = parseNumber(text);
  if (number !== undefined) {
    return { type: 'number', value: number };
  }
  if (DATE.test(text) || TIMESTAMP.test(text)) {
    return { type: 'timestamp', value: text };
  }
  return { type: 'string', value: text };
}

function parseNumber(text: string): number | undefined {
  const first = text.charCodeAt(0);
  const numeric = (first >= 48 && first <= 57) || first === 43 || first === 45 || first === 46;
  if (!numeric) {
    return undefined;
  }
  const digits = text.replaceAll('_', '');
  const sign = digits.startsWith('-') ? -1 : 1;
  const unsigned = digits.replace(/^[-+]/, '');
  if (DECIMAL.test(text) || FLOAT.test(text)) {
    return finite(Number(digits));
  }
  if (BINARY.test(text) || HEXADECIMAL.test(text)) {
    return finite(sign * Number(unsigned));
  }
  if (OCTAL.test(text)) {
    return finite(sign * Number.parseInt(unsigned, 8));
  }
  if (SEXAGESIMAL_INTEGER.test(text) || (SEXAGESIMAL.test(text) && text.includes('.'))) {
    return finite(sign * unsigned.split(':').reduce((sum, part) => sum * 60 + Number(part), 0));
  }
  if (INFINITE.test(text)) {
    return sign * Number.POSITIVE_INFINITY;
  }
  return NOT_A_NUMBER.test(text) ? Number.NaN : undefined;
}

/** `0x_` and the like match the pattern of YAML 1.1 and hold no digit: a string. */
function finite(value: number): number | undefined {
  return Number.isNaN(value) ? undefined : value;
}

/**
 * True for a plain scalar that YAML 1.1 and 1.2 type differently, or whose number is not the text that was written:
 * a reader of the rule would expect a string.
 */
export function isSurprising(text: string): boolean {
  if (BOOLEAN.test(text)) {
    return !/^(?:true|false)$/i.test(text);
  }
  if (SEXAGESIMAL_INTEGER.test(text) || (OCTAL.test(text) && !/^[-+]?0+$/.test(text)) || BINARY.test(text)) {
    return true;
  }
  return DECIMAL.test(text) && (text.includes('_') || !Number.isSafeInteger(Number(text)));
}

const CORE = 'tag:yaml.org,2002:';

/** Types a scalar with an explicit tag (`!!str 1`), by the rules of that tag. Undefined: no such tag, or not a value of it. */
export function typeTaggedScalar(text: string, tag: string): TypedScalar | undefined {
  const plain = typePlainScalar(text);
  switch (tag) {
    case '!':
    case `${CORE}str`:
      return { type: 'string', value: text };
    case `${CORE}null`:
      return { type: 'null', value: null };
    case `${CORE}bool`:
      return plain.type === 'boolean' ? plain : undefined;
    case `${CORE}int`:
      return plain.type === 'number' && Number.isInteger(plain.value) ? plain : undefined;
    case `${CORE}float`:
      return plain.type === 'number' ? plain : undefined;
    case `${CORE}timestamp`:
      return plain.type === 'timestamp' ? plain : undefined;
    default:
      return undefined;
  }
}
