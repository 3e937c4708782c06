import { parseSource } from '../collection/parseSource';
import { yamlOf } from './yamlOf';
import { runEach, vectorsOf, type VectorResult } from './types';

interface DocumentVector {
  readonly description: string;
  readonly kind: 'rule' | 'correlation' | 'filter';
  readonly rule: Readonly<Record<string, unknown>>;
  readonly valid: boolean;
}

/** Documents that the vectors' maker accepts and this parser refuses, by the code that it must give. */
const REFUSED_HERE: ReadonlyArray<{ readonly code: string; readonly reason: string }> = [
  {
    code: 'condition-unknown-name',
    reason: 'A filter whose condition cannot be read applies to nothing; found out only when applied, it would break the rule.',
  },
  { code: 'condition-syntax', reason: 'The same, for a condition that does not parse.' },
  { code: 'empty-detection', reason: 'The same, for an empty list of keywords.' },
  { code: 'modifier-type', reason: 'String modifiers take strings (modifiers appendix); null or a number with |re is accepted by accident.' },
];

export function run(data: unknown): VectorResult {
  return runEach(vectorsOf<DocumentVector>(data), (vector) => vector.description, (vector) => {
    const { documents, problems } = parseSource({ file: 'document.yml', text: yamlOf(vector.rule) });
    const errors = problems.filter((problem) => problem.severity === 'error');
    const accepted = errors.length === 0 && documents.length === 1;
    if (accepted === vector.valid) {
      return undefined;
    }
    if (accepted) {
      return 'must be refused';
    }
    const unexpected = errors.find((error) => !REFUSED_HERE.some(({ code }) => code === error.code && deviates(code, vector)));
    return unexpected ? `must be accepted; refused with ${unexpected.code}: ${unexpected.message}` : undefined;
  });
}

function deviates(code: string, vector: DocumentVector): boolean {
  return code === 'modifier-type' ? hasRegexOfOtherType(vector.rule.detection) : vector.kind === 'filter';
}

/** Whether some `field|re` in the document has a value that is no string. */
function hasRegexOfOtherType(node: unknown): boolean {
  if (node === null || typeof node !== 'object') {
    return false;
  }
  return Object.entries(node).some(
    ([key, value]) =>
      (/\|re(?:\||$)/.test(key) && [value].flat().some((item) => typeof item !== 'string')) || hasRegexOfOtherType(value)
  );
}
