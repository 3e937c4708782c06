import { parseSource } from '../collection/parseSource';
import type { SigmaRule } from '../types';
import { yamlOf } from './yamlOf';
import { difference, runEach, vectorsOf, type VectorResult } from './types';

interface CollectionVector {
  readonly description: string;
  readonly documents: readonly unknown[];
  readonly rules: ReadonlyArray<{
    readonly title: string;
    readonly logsource: unknown;
    readonly detection: unknown;
    readonly level: string | null;
  }>;
  readonly filters: number;
  readonly errors: readonly string[];
}

/** A list of one plain value says the same as the value, and is printed so by the vectors' maker. */
function unwrap(node: unknown): unknown {
  if (Array.isArray(node)) {
    const items = node.map(unwrap);
    return items.length === 1 && (items[0] === null || typeof items[0] !== 'object') ? items[0] : items;
  }
  return node !== null && typeof node === 'object'
    ? Object.fromEntries(Object.entries(node).map(([name, value]) => [name, unwrap(value)]))
    : node;
}

function ruleForm(rule: SigmaRule): unknown {
  const conditions = rule.conditions.map((condition) => condition.text);
  const detections = Object.fromEntries(rule.detections.map((detection) => [detection.name, detection.definition]));
  return {
    title: rule.title,
    logsource: rule.logsource,
    detection: { ...detections, condition: conditions.length === 1 ? conditions[0] : conditions },
    level: rule.level ?? null,
  };
}

export function run(data: unknown): VectorResult {
  return runEach(
    vectorsOf<CollectionVector>(data),
    (vector) => vector.description,
    (vector) => {
      const text = vector.documents.map((document) => `---\n${yamlOf(document)}\n`).join('');
      const { documents, problems } = parseSource({ file: 'collection.yml', text });
      const values = documents.map((document) => document.value);
      const rules = values.filter((value) => value.kind === 'rule').map(ruleForm);
      // A rule whose detection could not be read is listed without one; here such a rule is refused.
      const expected = vector.rules.filter((rule) => rule.detection !== null);
      const errors = problems.filter((problem) => problem.severity === 'error').length;
      return (
        difference(rules.map(unwrap), expected.map(unwrap)) ??
        difference(values.filter((value) => value.kind === 'filter').length, vector.filters) ??
        difference(errors > 0, vector.errors.length > 0)
      );
    }
  );
}
