import { DEFAULT_LIMITS, type Limits } from '../limits';
import type { CorrelationExpression } from '../types';
import type { ConditionFault, Span } from './ast';
import { GrammarFault, parseBoolean, type BooleanNode, type Grammar } from './grammar';

interface RuleName extends Span {
  readonly kind: 'rule';
  readonly name: string;
}

/** The same as CorrelationExpression, with offsets into the condition's text. */
export type CorrelationConditionNode = BooleanNode<RuleName>;

const NAME = /[A-Za-z_][A-Za-z0-9_]*/y;
const NOT = /not(?![A-Za-z0-9_$])/y;

export type CorrelationConditionResult =
  | { readonly node: CorrelationConditionNode; readonly fault?: undefined }
  | { readonly node?: undefined; readonly fault: ConditionFault };

/** Parses the extended condition of a temporal correlation: names of rules with `and`, `or`, `not` and parentheses. */
export function parseCorrelationCondition(
  text: string,
  limits: Pick<Limits, 'conditionTokens' | 'conditionDepth'> = DEFAULT_LIMITS
): CorrelationConditionResult {
  const grammar: Grammar<RuleName> = {
    nameCharacter: /[A-Za-z0-9_$]/,
    readOperand: (input, offset) => {
      NOT.lastIndex = offset;
      NAME.lastIndex = offset;
      const name = NOT.test(input) ? null : NAME.exec(input);
      return name ? { kind: 'rule', name: name[0], from: offset, to: NAME.lastIndex } : undefined;
    },
    maxTokens: limits.conditionTokens,
    maxDepth: limits.conditionDepth,
    operandName: 'the name of a rule',
  };
  try {
    return { node: parseBoolean(text, grammar) };
  } catch (error) {
    if (error instanceof GrammarFault) {
      return { fault: { code: error.code, message: error.message, ...error.span } };
    }
    throw error;
  }
}

/** The tree without offsets. `locate` gives a name's place in the document. */
export function toCorrelationExpression(
  node: CorrelationConditionNode,
  locate: (span: Span) => NonNullable<Extract<CorrelationExpression, { op: 'rule' }>['location']>
): CorrelationExpression {
  switch (node.kind) {
    case 'rule':
      return { op: 'rule', reference: node.name, location: locate(node) };
    case 'not':
      return { op: 'not', of: toCorrelationExpression(node.of, locate) };
    default:
      return { op: node.kind, of: node.of.map((child) => toCorrelationExpression(child, locate)) };
  }
}

/** Names in the order of their first appearance. */
export function referencedRules(node: CorrelationConditionNode): string[] {
  const names = new Set<string>();
  const visit = (current: CorrelationConditionNode): void => {
    if (current.kind === 'rule') {
      names.add(current.name);
    } else if (current.kind === 'not') {
      visit(current.of);
    } else {
      current.of.forEach(visit);
    }
  };
  visit(node);
  return [...names];
}
