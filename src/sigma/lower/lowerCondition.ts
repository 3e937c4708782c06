import type { Expression, Location, SigmaCondition } from '../types';
import type { ConditionFault, Span } from '../condition/ast';
import { parseCondition } from '../condition/parseCondition';
import { resolveCondition, type ResolvedNode } from '../condition/resolveCondition';
import type { ParseContext } from '../parse/context';
import type { YamlScalar } from '../yaml/node';
import { locateInScalar } from '../yaml/scalarPosition';
import { countPredicates } from './countPredicates';

/** Parses a condition and puts the detections' expressions in the place of their names. Reports faults at their place. */
export function lowerCondition(
  scalar: YamlScalar,
  detections: ReadonlyMap<string, Expression>,
  path: string,
  context: ParseContext
): SigmaCondition | undefined {
  const { report, limits } = context;
  const at = (span: Span): Location => locateInScalar(context.text, scalar, span.from, span.to);
  const fail = (fault: ConditionFault): undefined => {
    report.error(fault.code, at(fault), fault.message, path);
    return undefined;
  };
  const parsed = parseCondition(scalar.text, limits);
  if (parsed.fault) {
    return fail(parsed.fault);
  }
  const { resolved, fault } = resolveCondition(parsed.node, [...detections.keys()], limits.conditionTokens * 4);
  if (fault) {
    return fail(fault);
  }
  const sizes = new Map<string, number>();
  let predicates = 0;
  const build = (node: ResolvedNode): Expression => {
    const location = at(node.node);
    switch (node.kind) {
      case 'not':
        return { op: 'not', of: build(node.of), location };
      case 'name': {
        const of = detections.get(node.name) ?? { op: 'constant', value: false };
        const size = sizes.get(node.name) ?? countPredicates(of);
        sizes.set(node.name, size);
        predicates += size;
        return { op: 'detection', name: node.name, of, location };
      }
      default: {
        const label = node.node.kind === 'selector' ? { label: `${node.node.quantifier} of ${node.node.pattern}` } : {};
        return { op: node.kind, of: node.of.map(build), ...label, location };
      }
    }
  };
  const expression = build(resolved);
  if (predicates > limits.predicates) {
    report.error(
      'rule-too-large',
      scalar.location,
      `The condition tests ${predicates} values; at most ${limits.predicates} are allowed. Split the rule, or use fewer values and selectors.`,
      path
    );
    return undefined;
  }
  return { text: scalar.text, location: scalar.location, expression };
}
