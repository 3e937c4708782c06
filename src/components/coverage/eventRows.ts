import type { CoverageResponse } from '../../contract/resources';
import type { CoverageState } from './coverageUrl';

export type CoverageRow = CoverageResponse['coverage'][number];

export type EventSort = 'uncovered' | 'seen' | 'event' | 'rules' | 'matches';

/** The rows that are listed: of the chosen kind, with each word in source or name. @param words lower case */
export function listedRows(
  rows: readonly CoverageRow[],
  { events, changes }: Pick<CoverageState, 'events' | 'changes'>,
  words: readonly string[]
): CoverageRow[] {
  return rows.filter((row) => {
    const text = `${row.eventSource} ${row.eventName}`.toLowerCase();
    return (
      (events === 'all' || row.seen > 0) &&
      (events !== 'uncovered' || row.named === 0) &&
      (!changes || row.readOnly !== true) &&
      words.every((word) => text.includes(word))
    );
  });
}

const ORDER: Readonly<Record<EventSort, (a: CoverageRow, b: CoverageRow) => number>> = {
  // What occurs most and no rule names comes first.
  uncovered: (a, b) => Number(a.named > 0) - Number(b.named > 0) || b.seen - a.seen,
  seen: (a, b) => b.seen - a.seen,
  event: () => 0,
  rules: (a, b) => b.named - a.named || b.rules - a.rules,
  matches: (a, b) => b.matches - a.matches,
};

/** Rows in an order; those that are equal by source and name. */
export function sortedRows(rows: readonly CoverageRow[], sort: EventSort): CoverageRow[] {
  const byName = (a: CoverageRow, b: CoverageRow) =>
    a.eventSource.localeCompare(b.eventSource) || a.eventName.localeCompare(b.eventName);
  return [...rows].sort((a, b) => ORDER[sort](a, b) || byName(a, b));
}

/** How many kinds of events and how many events were seen, and how many of them no rule names. */
export function seenSummary(rows: readonly CoverageRow[]) {
  const seen = rows.filter((row) => row.seen > 0);
  const blind = seen.filter(({ named }) => named === 0);
  const sum = (of: readonly CoverageRow[]) => of.reduce((total, row) => total + row.seen, 0);
  return { kinds: seen.length, events: sum(seen), blindKinds: blind.length, blindEvents: sum(blind) };
}
