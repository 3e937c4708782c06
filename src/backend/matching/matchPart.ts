import type { OpenPart } from '../../cloudtrail';
import type { ColumnMatcher } from '../../sigma';

/** Matches in a part: triples of row, rule and time, in order of rows. */
export interface PartMatches {
  readonly rows: Uint16Array;
  /** Indexes into the rule set's rules. */
  readonly rules: Uint16Array;
  /** Whole epoch seconds. */
  readonly seconds: Uint32Array;
}

/** Runs rules over a part. */
export function matchPart(matcher: ColumnMatcher, open: OpenPart): PartMatches {
  const { rows, rules } = matcher.match(open.columns, (wanted) => open.records(wanted));
  const seconds = new Uint32Array(rows.length);
  for (let at = 0; at < rows.length; at++) {
    seconds[at] = open.seconds[rows[at]];
  }
  return { rows, rules, seconds };
}
