import type { SigmaRule } from '../../../sigma';
import type { Range, Segment } from '../../store/coverage';
import { freshSince, staleRanges, type Freshness } from '../../store/freshness';
import type { CoverageKey } from '../../store/types';
import { keysFor, ruleHash } from './needs';

/** A range to be searched, for these rules; for every event where there are none. */
export interface Gap {
  readonly range: Range;
  readonly rules?: readonly SigmaRule[];
}

export interface Wanted {
  readonly rules?: readonly SigmaRule[];
  /** See scopeHash. */
  readonly scope: string;
  readonly range: Range;
  readonly freshness: Freshness;
}

/** Beyond so many different ranges one search of all is simpler, and reads little more. */
const MAX_GAPS = 4;

/**
 * What of a range is not searched freshly enough, rules with the same ranges together.
 *
 * @param segmentsOf what was, or is being, searched for a key
 */
export function gapsOf(wanted: Wanted, segmentsOf: (key: CoverageKey | undefined) => readonly Segment[]): Gap[] {
  const { rules, scope, range } = wanted;
  if (!rules) {
    return missing(wanted, keysFor(undefined, scope).map(segmentsOf)).map((each) => ({ range: each }));
  }
  const [everything, ...scoped] = keysFor(undefined, scope).map(segmentsOf);
  const wide = [everything, ...scoped];
  const groups = new Map<string, { ranges: readonly Range[]; rules: SigmaRule[] }>();
  const known = new Map<string, readonly Range[]>();
  for (const rule of rules) {
    const hash = ruleHash(rule);
    let ranges = known.get(hash);
    if (!ranges) {
      const own = keysFor(hash, scope).slice(wide.length).map(segmentsOf);
      ranges = missing(wanted, [...wide, ...own]);
      known.set(hash, ranges);
    }
    if (ranges.length > 0) {
      const key = JSON.stringify(ranges);
      const group = groups.get(key) ?? { ranges, rules: [] };
      groups.set(key, group);
      group.rules.push(rule);
    }
  }
  const gaps = [...groups.values()].flatMap((group) =>
    group.ranges.map((each) => ({ range: each, rules: group.rules }))
  );
  return gaps.length <= MAX_GAPS
    ? gaps
    : [
        {
          range: hull(
            gaps.map((gap) => gap.range),
            range
          ),
          rules: unique(gaps),
        },
      ];
}

/** The range from the first to the last of several. */
export function hull(ranges: readonly Range[], none: Range): Range {
  return ranges.length === 0
    ? none
    : { from: Math.min(...ranges.map(({ from }) => from)), to: Math.max(...ranges.map(({ to }) => to)) };
}

/**
 * A search that was sent a moment ago could not see later events either, as a trail is delivered minutes late: nothing
 * after it is missing.
 */
function missing({ range, freshness }: Wanted, lists: ReadonlyArray<readonly Segment[]>): Range[] {
  const since = freshSince(freshness);
  const edge = Math.max(
    range.from,
    ...lists.flat().flatMap(({ to, asOf }) => (asOf >= since && to >= since ? [to] : []))
  );
  const end = edge > range.from && edge < range.to ? edge : range.to;
  let open: Range[] = [{ from: range.from, to: end }];
  for (const segments of lists) {
    open = open.flatMap((part) => staleRanges(segments, part, freshness));
  }
  return open;
}

function unique(gaps: readonly Gap[]): SigmaRule[] {
  return [...new Set(gaps.flatMap(({ rules }) => rules ?? []))];
}
