import type { Detection } from '../evaluate/detect';
import { fieldLabel } from '../evaluate/fieldText';
import type { SelectedRule } from '../evaluate/selected';
import type { QueryContext } from './context';
import { findDetections, type Found } from './findDetections';
import { labelName } from './parseQuery';

/** One label set and the detections that have it. */
export interface CountGroup {
  readonly rule: SelectedRule;
  /** Values of the query's `groupBy`, in its order. */
  readonly values: readonly string[];
  readonly detections: Detection[];
}

export interface Counted {
  readonly groups: readonly CountGroup[];
  readonly found: Found;
  /** Label names of the values. */
  readonly names: readonly string[];
}

/** Groups that can be listed without having been seen. */
const LISTABLE: ReadonlySet<string> = new Set(['account', 'region']);

/** Detections by rule and `groupBy` values, quiet rules filled in as the query says; no two groups share a label set. */
export async function countDetections(context: QueryContext): Promise<Counted> {
  const { groupBy, fill } = context.query;
  const found = await findDetections(context);
  const groups = new Map<string, CountGroup>();
  const group = (rule: SelectedRule, values: readonly string[]): CountGroup => {
    const key = values.length === 0 ? rule.key : JSON.stringify([rule.key, ...values]);
    let entry = groups.get(key);
    if (!entry) {
      entry = { rule, values, detections: [] };
      groups.set(key, entry);
    }
    return entry;
  };
  if (fill === 'zero') {
    const listed = await listValues(context);
    for (const rule of found.selection.rules) {
      listed.forEach((values) => group(rule, values));
    }
  }
  for (const detection of found.detections) {
    group(
      detection.rule,
      groupBy.map((field) => fieldLabel(detection.event, field))
    ).detections.push(detection);
  }
  return { groups: [...groups.values()], found, names: groupBy.map(labelName) };
}

/** The labels of a group, in the frame's order. */
export function labelsOf(group: CountGroup, names: readonly string[]): Record<string, string> {
  const labels: Record<string, string> = {
    rule_id: group.rule.key,
    rule: group.rule.title,
    severity: group.rule.severity,
  };
  names.forEach((name, index) => {
    labels[name] = group.values[index];
  });
  return labels;
}

/** Every combination of the groupBy values that can be listed; none where a field's values are open. */
async function listValues(context: QueryContext): Promise<string[][]> {
  const { groupBy, regions, accounts } = context.query;
  if (!groupBy.every((field) => LISTABLE.has(field))) {
    return [];
  }
  if (groupBy.length === 0) {
    return [[]];
  }
  const resolved = await context.source.resolveAccounts(context.signal);
  const own = {
    account: resolved.accounts
      .filter(
        ({ id, name }) =>
          accounts.length === 0 || accounts.includes(id) || (name !== undefined && accounts.includes(name))
      )
      .map(({ id }) => id),
    region: context.source.regions.filter((region) => regions.length === 0 || regions.includes(region)),
  };
  let combinations: string[][] = [[]];
  for (const field of groupBy) {
    const values = own[field as keyof typeof own];
    combinations = combinations.flatMap((combination) => values.map((value) => [...combination, value]));
  }
  return combinations;
}
