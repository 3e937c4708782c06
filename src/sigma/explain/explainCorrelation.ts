import type { RuleSet, SigmaCorrelation, SigmaRule } from '../types';
import { groupOf, valueOf, type Group } from '../correlate/entry';
import { describeGroup } from './describeCorrelation';
import { explainRule, type ExplainedNode, type Explanation } from './explainRule';

/** Correlations may look at correlations; sets refuse cycles, and this stops at chains that nobody writes. */
const DEEPEST = 20;

/**
 * Whether a correlation counts an event, and why: a node for each rule that it looks at, with that rule's condition below.
 * `matched` is that the event is counted; whether the condition is met, other events decide (`nearWindows`).
 */
export function explainCorrelation(ruleSet: RuleSet, correlation: SigmaCorrelation, event: unknown): Explanation {
  const { node: tree } = ofCorrelation(ruleSet, correlation, event, 0);
  const verdict = tree.matched ? 'The correlation counts the event' : 'The correlation does not count the event';
  return { matched: tree.matched, tree, summary: `${verdict}: ${tree.reason ?? ''}` };
}

/** What a correlation looks at, as a node, and the group that it hands on. */
interface Referenced {
  readonly node: ExplainedNode;
  readonly title: string;
  readonly kind: 'rule' | 'correlation';
  readonly group?: Group;
}

function ofCorrelation(ruleSet: RuleSet, correlation: SigmaCorrelation, event: unknown, depth: number): Referenced {
  const children = correlation.rules.flatMap((key, position) => {
    const child = referenced(ruleSet, key, event, depth);
    return child ? [counted(correlation, position, child, event)] : [];
  });
  const counting = children.find(({ node }) => node.matched);
  const rest = children.find(({ node }) => node.reason !== undefined);
  const node: ExplainedNode = {
    op: 'or',
    label: `${correlation.title}: ${correlation.type}`,
    matched: counting !== undefined,
    children: children.map((child) => child.node),
    reason: (counting ?? rest)?.node.reason ?? 'it looks at no rule.',
    line: correlation.location.line,
    column: correlation.location.column,
  };
  return { node, title: correlation.title, kind: 'correlation', ...(counting?.group ? { group: counting.group } : {}) };
}

/** In which group the correlation counts the event that a rule of its lets in, or why it does not. */
function counted(
  correlation: SigmaCorrelation,
  position: number,
  { node, title, kind, group: below }: Referenced,
  event: unknown
): { readonly node: ExplainedNode; readonly group?: Group } {
  if (!node.matched) {
    return { node };
  }
  if (valueOf(correlation, event) === undefined) {
    const fields = correlation.fields.join(', ');
    const missing: ExplainedNode = { op: 'constant', label: fields, matched: false, reason: `${fields} has no value.` };
    const reason = `${title} matches, but ${fields} has no value that could count.`;
    return { node: { op: 'and', label: node.label, matched: false, children: [node, missing], reason } };
  }
  const group = groupOf(correlation, position, event, below);
  const described = describeGroup(group);
  const ofGroup = described === '' ? '' : `, for ${described}`;
  const reason =
    kind === 'rule' ? `${title} matches${ofGroup}.` : `${title} counts it${ofGroup}, and lets it in once that reports.`;
  return { node: { ...node, reason }, group };
}

function referenced(ruleSet: RuleSet, key: string, event: unknown, depth: number): Referenced | undefined {
  const rule = ruleSet.rules.find((one) => one.key === key);
  if (rule) {
    return ofRule(rule, event);
  }
  const below = ruleSet.correlations.find((one) => one.key === key);
  return below && depth < DEEPEST ? ofCorrelation(ruleSet, below, event, depth + 1) : undefined;
}

function ofRule(rule: SigmaRule, event: unknown): Referenced {
  const { matched, tree, summary } = explainRule(rule, event);
  const reason = `${rule.title}: ${summary}`;
  return {
    node: { op: 'detection', label: rule.title, matched, children: [tree], reason },
    title: rule.title,
    kind: 'rule',
  };
}
