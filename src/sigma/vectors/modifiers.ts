import { DEFAULT_LIMITS } from '../limits';
import { applyModifiers, parseItemKey } from '../modifiers/applyModifiers';
import { toSigmaValue, type SigmaValue } from '../value/sigmaValue';
import { vectorTokens } from './stringParse';
import { difference, runEach, vectorsOf, type VectorResult } from './types';

type Scalar = string | number | boolean | null;
interface ModifierVector {
  readonly key: string;
  readonly value: Scalar | readonly Scalar[];
  readonly result?: unknown;
}

/** Where the specification decides otherwise than the vectors' maker; a vector counts as passed where it behaves as said here. */
const DEVIATIONS: ReadonlyArray<{ readonly applies: (vector: ModifierVector) => boolean; readonly like: (vector: ModifierVector) => ModifierVector }> = [
  // Specification 2.1.0 has utf16le, with wide as its alias: it does what wide does.
  {
    applies: ({ key }) => /\|utf16le(?:\||$)/.test(key),
    like: (vector) => ({ ...vector, key: vector.key.replaceAll(/\|utf16le(?=\||$)/g, '|wide') }),
  },
];

function valueForm(value: SigmaValue): unknown {
  switch (value.type) {
    case 'string':
      return { type: 'string', tokens: vectorTokens(value.tokens), ...(value.cased && { cased: true }) };
    case 'regex':
      return { type: 'regex', pattern: value.pattern, flags: value.flags };
    case 'fieldref':
      return { type: 'fieldref', field: value.field, starts_with: value.startsWith, ends_with: value.endsWith };
    case 'compare':
      return { type: 'compare', op: value.op, number: value.number };
    case 'expansion':
      return { type: 'expansion', values: value.values.map(valueForm) };
    default:
      return value;
  }
}

function apply(vector: ModifierVector): unknown {
  const values = Array.isArray(vector.value) ? vector.value : [vector.value];
  const result = applyModifiers(parseItemKey(vector.key), values.map(toSigmaValue), { placeholders: {}, limits: DEFAULT_LIMITS });
  return result.item ? { ...result.item, values: result.item.values.map(valueForm) } : undefined;
}

export function run(data: unknown): VectorResult {
  return runEach(vectorsOf<ModifierVector>(data), (vector) => `${vector.key}: ${JSON.stringify(vector.value)}`, (vector) => {
    const deviation = DEVIATIONS.find(({ applies }) => applies(vector));
    return difference(apply(vector) ?? 'refused', deviation ? (apply(deviation.like(vector)) ?? 'refused') : (vector.result ?? 'refused'));
  });
}
