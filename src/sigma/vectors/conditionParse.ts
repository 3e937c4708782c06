import type { ConditionNode } from '../condition/ast';
import { parseCondition } from '../condition/parseCondition';
import { resolveCondition, type ResolvedNode } from '../condition/resolveCondition';
import { difference, runEach, vectorsOf, type VectorResult } from './types';

interface ConditionVector {
  readonly condition: string;
  readonly ast?: unknown;
  readonly resolved?: unknown;
  readonly truth?: ReadonlyArray<{ readonly true: readonly string[]; readonly result: boolean }>;
  readonly error?: string;
  readonly resolve_error?: string;
  readonly crash?: string;
}

function astForm(node: ConditionNode): unknown {
  switch (node.kind) {
    case 'name':
      return { id: node.name };
    case 'selector':
      return { of: node.quantifier, pattern: node.pattern };
    case 'not':
      return { not: astForm(node.of) };
    default:
      return { [node.kind]: node.of.map(astForm) };
  }
}

/** Connectives of one part are left out, as in the vectors. */
function resolvedForm(node: ResolvedNode): unknown {
  switch (node.kind) {
    case 'name':
      return { id: node.name };
    case 'not':
      return { not: resolvedForm(node.of) };
    default: {
      const of = node.of.map(resolvedForm);
      return of.length === 1 ? of[0] : { [node.kind]: of };
    }
  }
}

function evaluate(node: ResolvedNode, trueNames: ReadonlySet<string>): boolean {
  switch (node.kind) {
    case 'name':
      return trueNames.has(node.name);
    case 'not':
      return !evaluate(node.of, trueNames);
    case 'and':
      return node.of.every((child) => evaluate(child, trueNames));
    case 'or':
      return node.of.some((child) => evaluate(child, trueNames));
  }
}

export function run(data: unknown): VectorResult {
  const names = vectorsOf<string>(data, 'detections');
  return runEach(
    vectorsOf<ConditionVector>(data),
    (vector) => JSON.stringify(vector.condition),
    (vector) => {
      const parsed = parseCondition(vector.condition);
      const result = parsed.node && resolveCondition(parsed.node, names, 1_000_000);
      if (vector.error !== undefined || vector.crash !== undefined) {
        return parsed.fault || result?.fault ? undefined : 'must be refused';
      }
      if (!parsed.node) {
        return `refused: ${parsed.fault.message}`;
      }
      const ast = difference(astForm(parsed.node), vector.ast);
      if (ast !== undefined || vector.resolve_error !== undefined) {
        return ast ?? (result?.fault ? undefined : 'a name must be refused');
      }
      if (!result?.resolved) {
        return `refused: ${result?.fault?.message ?? ''}`;
      }
      const { resolved } = result;
      const wrong = vector.truth?.find((row) => evaluate(resolved, new Set(row.true)) !== row.result);
      return difference(resolvedForm(resolved), vector.resolved) ?? (wrong && `wrong for ${JSON.stringify(wrong)}`);
    }
  );
}
