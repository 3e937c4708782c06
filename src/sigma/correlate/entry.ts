import type { SigmaCorrelation } from '../types';
import { fieldValues } from '../event/fields';
import { leafNumber, leafText } from '../event/text';

/** Group-by field → value; null where an event lacks it. */
export type Group = Readonly<Record<string, string | null>>;

/** Tells the groups of one correlation apart. */
export function groupKey(group: Group): string {
  return JSON.stringify(Object.values(group));
}

/**
 * The group of a correlation that an event falls into. Events that lack a field to group by are a group of their own: null.
 *
 * @param rule position in `ruleReferences` of what let the event in: fields may have another name for each
 * @param below the group of the correlation's hit that let it in, whose fields go before the event's
 */
export function groupOf(correlation: SigmaCorrelation, rule: number, event: unknown, below?: Group): Group {
  const reference = correlation.ruleReferences[rule]?.reference ?? '';
  const group: Record<string, string | null> = {};
  for (const name of correlation.groupBy) {
    const field = correlation.aliases[name]?.[reference] ?? name;
    const texts = fieldValues(event, field).map(leafText);
    group[name] = below?.[field] ?? texts.find((text) => text !== undefined) ?? null;
  }
  return group;
}

/** Null where the type needs no value; undefined where the event has none, so that it does not count. */
export function valueOf(correlation: SigmaCorrelation, event: unknown): string | number | null | undefined {
  if (!correlation.type.startsWith('value_')) {
    return null;
  }
  const values = correlation.fields.map((field) => fieldValues(event, field)[0]);
  if (correlation.type === 'value_count') {
    const texts = values.map(leafText);
    return texts.some((text) => text === undefined) ? undefined : texts.length === 1 ? texts[0] : JSON.stringify(texts);
  }
  return leafNumber(values[0]);
}
