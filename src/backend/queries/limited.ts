import type { Answer } from './answer';

/**
 * The first `limit` of `rows`, with a notice where that leaves some out.
 *
 * @param total how many there are of what `rows` are the first of; absent: more than the limit where `rows` are
 */
export function limited<T>(
  rows: readonly T[],
  limit: number,
  answer: Answer,
  what: string,
  total?: number
): { shown: readonly T[]; answer: Answer } {
  if ((total ?? rows.length) <= limit) {
    return { shown: rows, answer };
  }
  const count = total === undefined ? `${limit}` : `${limit} of ${total}`;
  const more = total === undefined ? '; there are more' : '';
  const text = `The newest ${count} ${what} are shown${more}. Raise the limit, or choose fewer rules or a narrower time range.`;
  return {
    shown: rows.slice(0, limit),
    answer: {
      ...answer,
      stats: { ...answer.stats, truncated: true },
      notices: [...answer.notices, { severity: 'warning', text }],
    },
  };
}
