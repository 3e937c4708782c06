import type { ExplainNode } from '../../contract/resources';
import { changesFor } from '../rule/account/nearMiss';

/** An exclusion of a rule, and what of it an event has. */
export interface NearExclusion {
  /** The exclusion's name: `filter_main_aws`. */
  readonly label: string;
  /** It holds, so that the rule leaves the event alone. */
  readonly holds: boolean;
  /** Its predicates that hold, and those that do not. */
  readonly met: readonly ExplainNode[];
  readonly missing: readonly ExplainNode[];
  /** How many predicates would have to change for it to hold; infinite where nothing would do. */
  readonly changes: number;
}

/** The exclusions of a rule, those that an event is nearest to first: what holds and must not is nearest of all. */
export function nearExclusions(tree: ExplainNode): NearExclusion[] {
  return exclusionNodes(tree)
    .map((node) => {
      const predicates = predicatesOf(node);
      return {
        label: node.label,
        holds: node.matched,
        met: predicates.filter(({ matched }) => matched),
        missing: predicates.filter(({ matched }) => !matched),
        changes: changesFor(node, true),
      };
    })
    .sort((a, b) => a.changes - b.changes || b.met.length - a.met.length);
}

/** What stands below NOTs of the condition that are ANDed: `not 1 of filter_*` is one for each filter. */
function exclusionNodes(node: ExplainNode): ExplainNode[] {
  const children = node.children ?? [];
  switch (node.op) {
    case 'and':
      return children.flatMap(exclusionNodes);
    case 'not':
      return children.flatMap(alternatives);
    default:
      return [];
  }
}

function alternatives(node: ExplainNode): ExplainNode[] {
  return node.op === 'or' ? (node.children ?? []).flatMap(alternatives) : [node];
}

function predicatesOf(node: ExplainNode): ExplainNode[] {
  return node.op === 'predicate' ? [node] : (node.children ?? []).flatMap(predicatesOf);
}
