import type { Expression, Predicate, SigmaRule } from '../types';
import { fieldReader } from '../event/fields';
import { predicateTest } from '../match/predicateTest';
import { writable } from './writable';
import { describePredicate, predicateKind, predicateValue } from './describe';

/** A node of the explain tree; the resource `explain` hands it out as it is. */
export interface ExplainedNode {
  op: Expression['op'];
  label: string;
  matched: boolean;
  /** Why, in a sentence. */
  reason?: string;
  predicate?: { field?: string; kind: ReturnType<typeof predicateKind>; value: string; cased?: boolean };
  /** The values at the predicate's field; absent where the field is missing. */
  found?: unknown[];
  children?: ExplainedNode[];
  line?: number;
  column?: number;
}

export interface Explanation {
  matched: boolean;
  tree: ExplainedNode;
  /** The first reason why, or why not, in one sentence. */
  summary: string;
}

/** Values of a field that a node shows at most; an event may hold thousands. */
const SHOWN_VALUES = 20;

/** Why a rule matches an event, or why not: every node is evaluated, by the primitives of the engine. */
export function explainRule(rule: SigmaRule, event: unknown): Explanation {
  const tree = explainExpression(rule.expression, event);
  return {
    matched: tree.matched,
    tree,
    summary: tree.matched ? 'The rule matches: ' + because(tree) : 'The rule does not match: ' + because(tree),
  };
}

function explainExpression(expression: Expression, event: unknown): ExplainedNode {
  const place = expression.location ? { line: expression.location.line, column: expression.location.column } : {};
  switch (expression.op) {
    case 'and':
    case 'or': {
      const children = expression.of.map((child) => explainExpression(child, event));
      const matched = expression.op === 'and' ? children.every((c) => c.matched) : children.some((c) => c.matched);
      return node(expression.op, expression.label ?? expression.op, matched, children, place);
    }
    case 'not': {
      const child = explainExpression(expression.of, event);
      return node('not', expression.label ?? `not ${child.label}`, !child.matched, [child], place);
    }
    case 'detection': {
      const child = explainExpression(expression.of, event);
      return node('detection', expression.name, child.matched, [child], place);
    }
    case 'predicate':
      return explainPredicate(expression.predicate, event, place);
    case 'constant':
      return { op: 'constant', label: String(expression.value), matched: expression.value, ...place };
  }
}

function node(
  op: ExplainedNode['op'],
  label: string,
  matched: boolean,
  children: ExplainedNode[],
  place: { line?: number; column?: number }
): ExplainedNode {
  const result: ExplainedNode = { op, label, matched, children, ...place };
  return { ...result, reason: because(result) };
}

function explainPredicate(
  predicate: Predicate,
  event: unknown,
  place: { line?: number; column?: number }
): ExplainedNode {
  const matched = predicateTest(predicate)(event);
  const cased = 'cased' in predicate && predicate.cased ? { cased: true } : {};
  const result: ExplainedNode = {
    op: 'predicate',
    label: describePredicate(predicate),
    matched,
    predicate: {
      ...(predicate.field !== undefined && { field: predicate.field }),
      kind: predicateKind(predicate),
      value: predicateValue(predicate),
      ...cased,
    },
    ...place,
  };
  if (predicate.field === undefined) {
    return { ...result, reason: matched ? 'A value of the event fits.' : 'No value of the event fits.' };
  }
  const values: unknown[] = [];
  if (!fieldReader(predicate.field).read(event, values)) {
    return { ...result, reason: `${predicate.field} is missing.` };
  }
  const found = values.slice(0, SHOWN_VALUES).map(writable);
  return { ...result, found, reason: `${predicate.field} is ${found.map(shown).join(', ') || 'an empty list'}.` };
}

function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? 'undefined';
  return text.length > 200 ? `${text.slice(0, 200)}…` : text;
}

/** The sentence of the child that decided. */
function because(node: ExplainedNode): string {
  const children = node.children ?? [];
  switch (node.op) {
    case 'predicate':
      return `${node.label}: ${node.reason ?? ''}`;
    case 'constant':
      return `it is always ${node.label}.`;
    case 'not': {
      const [child] = children;
      return child ? `${node.label} ${node.matched ? 'holds' : 'fails'}, since ${because(child)}` : node.label;
    }
    case 'detection': {
      const [child] = children;
      return child
        ? `${node.label} ${node.matched ? 'matches' : 'does not match'}, since ${because(child)}`
        : node.label;
    }
    default: {
      // A conjunction fails by its first false child, a disjunction holds by its first true one.
      const decider = children.find((child) => child.matched === (node.op === 'or')) ?? children[0];
      return decider ? because(decider) : node.label;
    }
  }
}
