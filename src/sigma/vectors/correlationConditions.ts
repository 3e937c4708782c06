import {
  parseCorrelationCondition,
  referencedRules,
  type CorrelationConditionNode,
} from '../condition/parseCorrelationCondition';
import { difference, runEach, vectorsOf, type VectorResult } from './types';

interface CorrelationConditionVector {
  readonly input: string;
  readonly ast?: unknown;
  readonly referenced?: readonly string[];
  readonly error?: string;
}

function astForm(node: CorrelationConditionNode): unknown {
  switch (node.kind) {
    case 'rule':
      return { id: node.name };
    case 'not':
      return { not: astForm(node.of) };
    default:
      return { [node.kind]: node.of.map(astForm) };
  }
}

export function run(data: unknown): VectorResult {
  return runEach(
    vectorsOf<CorrelationConditionVector>(data),
    (vector) => JSON.stringify(vector.input),
    (vector) => {
      const { node, fault } = parseCorrelationCondition(vector.input);
      if (vector.error !== undefined) {
        return fault ? undefined : 'must be refused';
      }
      return node
        ? (difference(astForm(node), vector.ast) ?? difference(referencedRules(node), vector.referenced))
        : `refused: ${fault.message}`;
    }
  );
}
