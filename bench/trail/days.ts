export const DAY_MS = 86_400_000;

/** Midnight (UTC) at which the last whole day began: what is in the table is settled. */
export function lastDay(): number {
  return (Math.floor(Date.now() / DAY_MS) - 2) * DAY_MS;
}
