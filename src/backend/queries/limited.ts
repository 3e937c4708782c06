import type { Answer } from './answer';

/** The first `limit` of `rows`, with a notice where that leaves some out. */
export function limited<T>(
  rows: readonly T[],
  limit: number,
  answer: Answer,
  what: string
): { shown: readonly T[]; answer: Answer } {
  if (rows.length <= limit) {
    return { shown: rows, answer };
  }
  const text = `The newest ${limit} of ${rows.length} ${what} are shown. Raise the limit, or choose fewer rules or a narrower time range.`;
  return {
    shown: rows.slice(0, limit),
    answer: {
      ...answer,
      stats: { ...answer.stats, truncated: true },
      notices: [...answer.notices, { severity: 'warning', text }],
    },
  };
}
