import { DEFAULT_LIMITS } from '../limits';
import { applyModifiers, parseItemKey } from '../modifiers/applyModifiers';
import { toSigmaValue, type RegexValue, type SigmaValue } from '../value/sigmaValue';
import { vectorTokens } from './stringParse';
import { difference, runEach, vectorsOf, type VectorResult } from './types';

type Scalar = string | number | boolean | null;
interface ModifierVector {
  readonly key: string;
  readonly value: Scalar | readonly Scalar[];
  readonly result?: unknown;
}

/** Where the specification decides otherwise than the vectors' maker; a vector counts as passed where it behaves as said here. */
interface Deviation {
  readonly applies: (vector: ModifierVector) => boolean;
  /** Undefined: refused. */
  readonly expected: (vector: ModifierVector) => unknown;
}

const DEVIATIONS: readonly Deviation[] = [
  // Specification 2.1.0 has utf16le, with wide as its alias: it does what wide does.
  {
    applies: ({ key }) => /\|utf16le(?:\||$)/.test(key),
    expected: (vector) => apply({ ...vector, key: vector.key.replaceAll(/\|utf16le(?=\||$)/g, '|wide') }),
  },
  // "The modifiers listed in this section can only be applied to string values": no number, boolean or null is an expression.
  {
    applies: ({ key, value }) => /\|re(?:\||$)/.test(key) && [value].flat().some((item) => typeof item !== 'string'),
    expected: () => undefined,
  },
  // "If the tool isn't able to handle placeholders, it must reject the rule": encoded, a placeholder would go unseen.
  {
    applies: ({ key, value }) =>
      /\|expand\|(?:.*\|)?(?:base64|base64offset|wide|utf16le|utf16be|utf16|fieldref)(?:\||$)/.test(key) &&
      [value].flat().some((item) => typeof item === 'string' && /%[^%\\]+%/.test(item)),
    expected: () => undefined,
  },
  // "Values are applied case sensitively": windash does not undo cased.
  {
    applies: ({ key }) => /\|cased\|(?:.*\|)?windash(?:\||$)/.test(key) && !/base64|utf16|wide/.test(key),
    expected: (vector) => markCased(vector.result),
  },
  // "Modifies a plain string into a field reference": the field is the string, not its escaped form.
  {
    applies: ({ key, value }) =>
      /\|fieldref(?:\||$)/.test(key) && [value].flat().some((item) => typeof item === 'string' && /\\[*?]/.test(item)),
    expected: (vector) => unescapeFields(vector.result),
  },
  // "A plain percent character can be used by escaping it with a backslash": no placeholder begins there.
  {
    applies: ({ key, value }) =>
      /\|expand(?:\||$)/.test(key) &&
      !/base64|utf16|wide/.test(key) &&
      [value].flat().some((item) => typeof item === 'string' && item.includes('\\%')),
    expected: escapedPercent,
  },
  // A network with a zone (fe80::%1/64) is of one host's interface; events of others hold no zone.
  {
    applies: ({ key, value }) =>
      /\|cidr(?:\||$)/.test(key) && [value].flat().some((item) => typeof item === 'string' && item.includes('%')),
    expected: () => undefined,
  },
];

/** What the vector gives with another character in the place of `\\%`, which is then put back as a plain percent. */
function escapedPercent(vector: ModifierVector): unknown {
  const hidden = '\u0001';
  const hide = (item: unknown): unknown => (typeof item === 'string' ? item.replaceAll('\\%', hidden) : item);
  const value = (Array.isArray(vector.value) ? vector.value.map(hide) : hide(vector.value)) as ModifierVector['value'];
  const show = (text: unknown, percent: string): unknown =>
    typeof text === 'string' ? text.replaceAll(hidden, percent) : text;
  return mapObjects(apply({ ...vector, value }), (node) => ({
    ...node,
    ...('str' in node && { str: show(node.str, '%') }),
    ...('pattern' in node && { pattern: show(node.pattern, '\\%') }),
  }));
}

/** A copy in which each object is changed by `change`. */
function mapObjects(node: unknown, change: (value: Record<string, unknown>) => Record<string, unknown>): unknown {
  if (Array.isArray(node)) {
    return node.map((item) => mapObjects(item, change));
  }
  return node !== null && typeof node === 'object'
    ? change(Object.fromEntries(Object.entries(node).map(([name, value]) => [name, mapObjects(value, change)])))
    : node;
}

const markCased = (result: unknown): unknown =>
  mapObjects(result, (value) => (value.type === 'string' ? { ...value, cased: true } : value));

const unescapeFields = (result: unknown): unknown =>
  mapObjects(result, (value) =>
    typeof value.field === 'string' ? { ...value, field: value.field.replace(/\\([*?])/g, '$1') } : value
  );

/** Neighbouring runs of text say the same as one. */
function joinText(expected: unknown): unknown {
  if (Array.isArray(expected)) {
    return expected.reduce<unknown[]>((joined, item: unknown) => {
      const last = joined[joined.length - 1] as { str?: unknown } | undefined;
      const next = item as { str?: unknown } | null;
      if (typeof last?.str === 'string' && typeof next?.str === 'string') {
        joined[joined.length - 1] = { str: last.str + next.str };
      } else {
        joined.push(joinText(item));
      }
      return joined;
    }, []);
  }
  return expected !== null && typeof expected === 'object'
    ? Object.fromEntries(Object.entries(expected).map(([name, value]) => [name, joinText(value)]))
    : expected;
}

/**
 * The vectors write an open end of an expression as `.*`, unless the expression itself says how it ends, and may group what it
 * stands beside. Any of these forms says the same, so the expected one is given back where it is one of them.
 */
function regexForm({ pattern, openStart, openEnd }: RegexValue, expected: unknown): unknown {
  const forms = [pattern, `(?:${pattern})`].flatMap((core) =>
    (openStart ? ['', '.*'] : ['']).flatMap((before) =>
      (openEnd ? ['', '.*'] : ['']).map((after) => `${before}${core}${after}`)
    )
  );
  return forms.some((form) => form === expected) ? expected : pattern;
}

/** @param expected What the vector has in this place. */
function valueForm(value: SigmaValue, expected?: unknown): unknown {
  const node = (expected ?? {}) as { readonly pattern?: unknown; readonly values?: readonly unknown[] };
  switch (value.type) {
    case 'string':
      return { type: 'string', tokens: vectorTokens(value.tokens), ...(value.cased && { cased: true }) };
    case 'regex':
      return { type: 'regex', pattern: regexForm(value, node.pattern), flags: value.flags };
    case 'fieldref':
      return { type: 'fieldref', field: value.field, starts_with: value.startsWith, ends_with: value.endsWith };
    case 'compare':
      return { type: 'compare', op: value.op, number: value.number };
    case 'cidr':
      return { type: 'cidr', cidr: value.cidr };
    case 'expansion':
      return { type: 'expansion', values: value.values.map((inner, index) => valueForm(inner, node.values?.[index])) };
    default:
      return value;
  }
}

function apply(vector: ModifierVector): unknown {
  const values = Array.isArray(vector.value) ? vector.value : [vector.value];
  const result = applyModifiers(parseItemKey(vector.key), values.map(toSigmaValue), {
    placeholders: {},
    limits: DEFAULT_LIMITS,
  });
  const expected = (vector.result as { readonly values?: readonly unknown[] } | null | undefined)?.values;
  return result.item
    ? { ...result.item, values: result.item.values.map((value, index) => valueForm(value, expected?.[index])) }
    : undefined;
}

export function run(data: unknown): VectorResult {
  return runEach(
    vectorsOf<ModifierVector>(data),
    (vector) => `${vector.key}: ${JSON.stringify(vector.value)}`,
    (vector) => {
      const deviation = DEVIATIONS.find(({ applies }) => applies(vector));
      const expected = deviation ? deviation.expected(vector) : vector.result;
      return difference(apply(vector) ?? 'refused', joinText(expected) ?? 'refused');
    }
  );
}
