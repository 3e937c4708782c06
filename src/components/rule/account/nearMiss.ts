import type { ExplainNode } from '../../../contract/resources';

/** The one verdict that, had it been the other, would have made a rule match. */
export interface NearMiss {
  /** `exclusion`: something that holds and must not; `predicate`: something that does not hold and must. */
  readonly kind: 'exclusion' | 'predicate';
  /** The detection that it is in, where the condition names one. */
  readonly detection?: string;
  /** Predicates any one of which would have done, the first of them first. */
  readonly predicates: readonly ExplainNode[];
}

interface Cost {
  /** Verdicts that must change for the node to have the wanted one; infinite where none can. */
  readonly changes: number;
  /** Where that is a single one: the predicates that would do. */
  readonly by: ReadonlyArray<Omit<NearMiss, 'predicates'>>;
  readonly predicates: readonly ExplainNode[];
}

const NOTHING: Cost = { changes: 0, by: [], predicates: [] };

/**
 * What alone held the rule back; undefined where it matched, or where more than one thing did. A rule of a single predicate
 * is one predicate away from every event: that is near to nothing, so something that the rule looks for must be there.
 */
export function nearMiss(tree: ExplainNode): NearMiss | undefined {
  const { changes, by, predicates } = costOf(tree, true);
  const [first] = by;
  const isNear = first !== undefined && (first.kind === 'exclusion' || findsAnything(tree, true));
  return changes === 1 && isNear ? { ...first, predicates } : undefined;
}

/** How many predicates would have to change for a node to have a verdict; infinite where none can bring it about. */
export function changesFor(node: ExplainNode, wanted: boolean): number {
  return costOf(node, wanted).changes;
}

function findsAnything({ op, matched, children = [] }: ExplainNode, lookedFor: boolean): boolean {
  return op === 'predicate'
    ? lookedFor && matched
    : children.some((child) => findsAnything(child, op === 'not' ? !lookedFor : lookedFor));
}

function costOf(node: ExplainNode, wanted: boolean, detection?: string): Cost {
  if (node.matched === wanted) {
    return NOTHING;
  }
  const children = node.children ?? [];
  switch (node.op) {
    case 'predicate':
      return {
        changes: 1,
        by: [{ kind: node.matched ? 'exclusion' : 'predicate', ...(detection === undefined ? {} : { detection }) }],
        predicates: [node],
      };
    case 'constant':
      return { ...NOTHING, changes: Infinity };
    case 'not':
      return all(children.map((child) => costOf(child, !wanted, detection)));
    case 'detection': {
      const cost = all(children.map((child) => costOf(child, wanted, node.label)));
      // An exclusion is one thing, however many of its alternatives the event fits.
      return wanted ? cost : { ...cost, changes: Math.min(cost.changes, 1) };
    }
    case 'and':
    case 'or': {
      const costs = children.map((child) => costOf(child, wanted, detection));
      return (node.op === 'and') === wanted ? all(costs) : cheapest(costs);
    }
  }
}

function all(costs: readonly Cost[]): Cost {
  return {
    changes: costs.reduce((sum, { changes }) => sum + changes, 0),
    by: costs.flatMap(({ by }) => by),
    predicates: costs.flatMap(({ predicates }) => predicates),
  };
}

function cheapest(costs: readonly Cost[]): Cost {
  const changes = costs.reduce((least, cost) => Math.min(least, cost.changes), Infinity);
  const best = costs.filter((cost) => cost.changes === changes);
  return { changes, by: best.flatMap(({ by }) => by), predicates: best.flatMap(({ predicates }) => predicates) };
}
