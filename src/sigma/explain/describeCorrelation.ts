import { referenceIndex } from '../correlate/window';
import type { RuleSet, SigmaCorrelation } from '../types';

/** What a correlation's condition is about: `events`, `different values of sourceIPAddress`, `sum of bytes`. */
export function describeCounted({ type, fields, percentile }: SigmaCorrelation): string {
  const named = fields.join(', ');
  switch (type) {
    case 'event_count':
      return 'events';
    case 'value_count':
      return `different values of ${named}`;
    case 'temporal':
      return 'rules';
    case 'temporal_ordered':
      return 'rules in order';
    case 'value_sum':
      return `sum of ${named}`;
    case 'value_avg':
      return `average of ${named}`;
    case 'value_median':
      return `median of ${named}`;
    case 'value_percentile':
      return `percentile ${percentile ?? 50} of ${named}`;
  }
}

/** The fields and values of a correlation's group: `userIdentity.arn arn:…, no region`; empty where it has no group. */
export function describeGroup(group: Readonly<Record<string, string | null>>): string {
  return Object.entries(group)
    .map(([field, value]) => (value === null ? `no ${field}` : `${field} ${value}`))
    .join(', ');
}

/** The title of what a correlation refers to by an id or a name; the reference itself where it is not in the set. */
export function referenceTitle(
  { rules, correlations }: Pick<RuleSet, 'rules' | 'correlations'>,
  correlation: SigmaCorrelation,
  reference: string
): string {
  const key = correlation.rules[referenceIndex(correlation, reference)];
  return [...rules, ...correlations].find((one) => one.key === key)?.title ?? reference;
}
