/**
 * How long to wait before the next attempt: twice as long each time. Jitter keeps those who failed together from coming
 * back together.
 *
 * @param attempt attempts that have failed, 1 or more
 */
export function backoffMs(attempt: number, firstMs: number, maxMs: number): number {
  return Math.min(maxMs, firstMs * 2 ** (attempt - 1)) * (0.75 + Math.random() / 2);
}
