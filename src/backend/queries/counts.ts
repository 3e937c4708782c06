import { canBeFilled } from '../../catalogue/alerting';
import { chosenRules, eachDetection } from '../evaluate/detect';
import { labelReader } from '../evaluate/labelReader';
import type { SelectedRule } from '../evaluate/selected';
import type { QueryContext } from './context';
import { findDetections, type Found } from './findDetections';
import { labelName } from './parseQuery';

/** One label set and how many detections have it. */
export class CountGroup {
  total = 0;
  private readonly byBucket = new Map<number, number>();
  private bucket = 0;
  private run = 0;

  constructor(
    readonly rule: SelectedRule,
    /** Values of the query's `groupBy`, in its order. */
    readonly values: readonly string[]
  ) {}

  /** Detections come in order of time mostly: those of one bucket are added up before they are noted. */
  add(bucket: number, count: number): void {
    this.total += count;
    if (bucket !== this.bucket) {
      this.note();
      this.bucket = bucket;
    }
    this.run += count;
  }

  /** Number of the bucket and detections in it; buckets without any are left out. */
  counts(): Iterable<[bucket: number, count: number]> {
    this.note();
    return this.byBucket;
  }

  private note(): void {
    if (this.run > 0) {
      this.byBucket.set(this.bucket, (this.byBucket.get(this.bucket) ?? 0) + this.run);
      this.run = 0;
    }
  }
}

export interface Counted {
  readonly groups: readonly CountGroup[];
  readonly found: Found;
  /** Label names of the values. */
  readonly names: readonly string[];
}

/**
 * Counts detections by rule, `groupBy` values and bucket of time, quiet rules filled in as the query says; no two groups
 * share a label set.
 *
 * @param bucketMs length of a bucket, which begin at the epoch; absent: all in bucket 0
 */
export async function countDetections(context: QueryContext, bucketMs = Infinity): Promise<Counted> {
  const { groupBy, fill } = context.query;
  const found = await findDetections(context, { fields: groupBy, bucketSeconds: bucketMs / 1000 });
  const groups = new Map<SelectedRule, Map<readonly string[] | string, CountGroup>>();
  const group = (rule: SelectedRule, values: readonly string[]): CountGroup => {
    let ofRule = groups.get(rule);
    if (!ofRule) {
      ofRule = new Map();
      groups.set(rule, ofRule);
    }
    // Readers give the same list for the same labels mostly: then no text need be made of it.
    let entry = ofRule.get(values);
    if (!entry) {
      const key = JSON.stringify(values);
      entry = ofRule.get(key) ?? new CountGroup(rule, values);
      ofRule.set(key, entry).set(values, entry);
    }
    return entry;
  };
  if (fill === 'zero') {
    const listed = await listValues(context);
    for (const rule of chosenRules(found.request)) {
      listed.forEach((values) => group(rule, values));
    }
  }
  const started = performance.now();
  const read = labelReader(groupBy);
  await eachDetection(found.request, (rule, part, index, second, count) => {
    group(rule, read(part, index, second)).add(Math.floor((second * 1000) / bucketMs), count);
  });
  context.onEvaluated((performance.now() - started) / 1000);
  // In the selection's order, whatever order events are kept in.
  const inOrder = found.selection.rules.flatMap((rule) =>
    [...new Set(groups.get(rule)?.values())].sort((a, b) => (a.values.join('\0') < b.values.join('\0') ? -1 : 1))
  );
  return { groups: inOrder, found, names: groupBy.map(labelName) };
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
  if (!canBeFilled(groupBy)) {
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
