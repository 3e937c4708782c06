import type { SigmaCorrelation } from '../types';

/** Linear interpolation between the closest ranks, of a list in ascending order. */
function percentile(sorted: readonly number[], percent: number): number {
  const rank = (percent / 100) * (sorted.length - 1);
  const below = Math.floor(rank);
  const low = sorted[below] ?? 0;
  const high = sorted[Math.min(below + 1, sorted.length - 1)] ?? low;
  return low + (high - low) * (rank - below);
}

/** The aggregate of a window's values; undefined where there is nothing to aggregate. */
export function aggregate(correlation: SigmaCorrelation, values: readonly number[]): number | undefined {
  if (values.length === 0) {
    return undefined;
  }
  const sum = values.reduce((total, value) => total + value, 0);
  switch (correlation.type) {
    case 'value_sum':
      return sum;
    case 'value_avg':
      return sum / values.length;
    case 'value_median':
      return percentile(
        [...values].sort((a, b) => a - b),
        50
      );
    case 'value_percentile':
      return percentile(
        [...values].sort((a, b) => a - b),
        correlation.percentile ?? 50
      );
    default:
      return undefined;
  }
}

/** Whether a value meets all thresholds of a correlation. */
export function meets(correlation: SigmaCorrelation, value: number): boolean {
  return correlation.thresholds.every(({ operator, value: bound }) => {
    switch (operator) {
      case 'gt':
        return value > bound;
      case 'gte':
        return value >= bound;
      case 'lt':
        return value < bound;
      case 'lte':
        return value <= bound;
      case 'eq':
        return value === bound;
      case 'neq':
        return value !== bound;
    }
  });
}
