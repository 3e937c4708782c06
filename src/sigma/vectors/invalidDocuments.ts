import { parseSource } from '../collection/parseSource';
import { yamlOf } from './yamlOf';
import { runEach, vectorsOf, type VectorResult } from './types';

interface DocumentVector {
  readonly description: string;
  readonly kind: 'rule' | 'correlation' | 'filter';
  readonly rule: Readonly<Record<string, unknown>>;
  readonly valid: boolean;
}

type Json = unknown;
const isMap = (node: Json): node is Readonly<Record<string, Json>> =>
  node !== null && typeof node === 'object' && !Array.isArray(node);
const section = (document: Json, name: string): Readonly<Record<string, Json>> => {
  const value = isMap(document) ? document[name] : undefined;
  return isMap(value) ? value : {};
};

/** Whether some value in the document, or some entry `key: value`, passes a test. */
function some(node: Json, test: (value: Json, key: string) => boolean, key = ''): boolean {
  if (test(node, key)) {
    return true;
  }
  return (
    node !== null && typeof node === 'object' && Object.entries(node).some(([name, value]) => some(value, test, name))
  );
}

interface Decision {
  readonly code: string;
  readonly reason: string;
  readonly applies: (vector: DocumentVector) => boolean;
}

const isFilter = (vector: DocumentVector): boolean => vector.kind === 'filter' || 'filter' in vector.rule;
const detectionsOf = (vector: DocumentVector): Json => [vector.rule.detection, vector.rule.filter];
const isPlain = (node: Json): boolean => node === null || typeof node !== 'object';

/** Documents that the vectors' maker accepts and this parser refuses, with the code that it must give. */
const REFUSED_HERE: readonly Decision[] = [
  {
    code: 'condition-unknown-name',
    reason:
      'A filter whose condition cannot be read applies to nothing; found out only when applied, it would break the rule.',
    applies: isFilter,
  },
  { code: 'condition-syntax', reason: 'The same, for a condition that does not parse.', applies: isFilter },
  { code: 'condition-empty-selector', reason: 'The same, for a selector that selects nothing.', applies: isFilter },
  {
    code: 'empty-detection',
    reason: 'A detection without values says nothing; the maker finds out only where a condition uses it.',
    applies: (vector) => some(detectionsOf(vector), (value) => Array.isArray(value) && value.length === 0),
  },
  {
    code: 'modifier-type',
    reason: 'String modifiers take strings (modifiers appendix); null or a number with |re is accepted by accident.',
    applies: (vector) =>
      some(
        detectionsOf(vector),
        (value, key) => /\|re(?:\||$)/.test(key) && [value].flat().some((item) => typeof item !== 'string')
      ),
  },
  {
    code: 'null-in-list',
    reason: 'A null value is one of its own, not one of a list.',
    applies: (vector) => some(detectionsOf(vector), (value) => Array.isArray(value) && value.includes(null)),
  },
  {
    code: 'null-keyword',
    reason:
      'null is the value of a field (rules specification, "Special Field Values"); as a keyword it has no meaning.',
    applies: (vector) => some(detectionsOf(vector), (value) => value === null),
  },
  {
    code: 'invalid-logsource',
    reason: 'The parts of a log source are strings; 0, false and empty lists slip through by accident.',
    applies: (vector) =>
      Object.values(section(vector.rule, 'logsource')).some(
        (value) => value === 0 || value === false || !isPlain(value)
      ),
  },
  {
    code: 'correlation-rules',
    reason: 'Rules are referred to by id or name; a map or null is neither, and an empty list refers to none.',
    applies: (vector) => {
      const { rules } = section(vector.rule, 'correlation');
      return !Array.isArray(rules) || rules.length === 0 || rules.some((rule) => rule === null || !isPlain(rule));
    },
  },
  {
    code: 'correlation-field',
    reason: 'A field is named by a string.',
    applies: (vector) =>
      some(
        vector.rule.correlation,
        (value, key) =>
          key === 'field' && (Array.isArray(value) ? value.length === 0 || !value.every(isPlain) : !isPlain(value))
      ),
  },
  {
    code: 'correlation-aliases',
    reason: 'An alias names a field by a string.',
    applies: (vector) =>
      some(
        section(vector.rule, 'correlation').aliases,
        (value) => value === null || Array.isArray(value) || isMap(value)
      ),
  },
  {
    code: 'correlation-percentile',
    reason: 'A percentile is between 0 and 100.',
    applies: (vector) =>
      some(vector.rule.correlation, (value, key) => key === 'percentile' && (Number(value) < 0 || Number(value) > 100)),
  },
  {
    code: 'timeframe-unsupported',
    reason: 'With several detections it says that they are of different events; the maker reads it as a keyword.',
    applies: (vector) => 'timeframe' in section(vector.rule, 'detection'),
  },
];

const OPERATORS = ['gt', 'gte', 'lt', 'lte', 'eq', 'neq'];

/** Documents that the vectors' maker refuses and this parser accepts. */
const ACCEPTED_HERE: ReadonlyArray<Omit<Decision, 'code'>> = [
  {
    reason: 'Two operators make a range (correlation rules specification, "Condition").',
    applies: (vector) => {
      const { condition } = section(vector.rule, 'correlation');
      return isMap(condition) && OPERATORS.filter((operator) => operator in condition).length > 1;
    },
  },
];

export function run(data: unknown): VectorResult {
  return runEach(
    vectorsOf<DocumentVector>(data),
    (vector) => vector.description,
    (vector) => {
      const { documents, problems } = parseSource({ file: 'document.yml', text: yamlOf(vector.rule) });
      const errors = problems.filter((problem) => problem.severity === 'error');
      const accepted = errors.length === 0 && documents.length === 1;
      if (accepted === vector.valid) {
        return undefined;
      }
      if (accepted) {
        return ACCEPTED_HERE.some(({ applies }) => applies(vector)) ? undefined : 'must be refused';
      }
      const unexpected = errors.find(
        (error) => !REFUSED_HERE.some(({ code, applies }) => code === error.code && applies(vector))
      );
      return unexpected ? `must be accepted; refused with ${unexpected.code}: ${unexpected.message}` : undefined;
    }
  );
}
