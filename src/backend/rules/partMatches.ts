import { Lru, type EventPart } from '../../cloudtrail';
import { columnMatcher, type ColumnMatcher, type Engine } from '../../sigma';

/** Matches in a part: triples of row, rule and time, in order of rows. */
export interface PartMatches {
  readonly rows: Uint16Array;
  /** Indexes into the rule set's rules. */
  readonly rules: Uint16Array;
  /** Whole epoch seconds. */
  readonly seconds: Uint32Array;
}

/** Bytes of matches that are kept for one set of rules. */
const KEPT_BYTES = 48 * 1024 * 1024;
/** What an entry costs beside its matches, about. */
const OVERHEAD = 400;

/** What a set of rules matches in parts, found out once for each: panels and alerts ask for the same events again. */
export class MatchMemory {
  private readonly known = new Lru<string, PartMatches>(KEPT_BYTES);
  private matcher?: ColumnMatcher;

  constructor(private readonly engine: () => Engine) {}

  /** Undefined where it is not known. */
  get(key: string): PartMatches | undefined {
    return this.known.get(key);
  }

  keep(key: string, matches: PartMatches): void {
    this.known.set(key, matches, OVERHEAD + matches.rows.length * 8);
  }

  /** Finds the matches of a part, and keeps them. */
  find(part: EventPart): PartMatches {
    let matches = this.get(part.key);
    if (!matches) {
      this.matcher ??= columnMatcher(this.engine());
      matches = matchPart(this.matcher, part);
      this.keep(part.key, matches);
    }
    return matches;
  }
}

/** Runs the rules over a part. */
export function matchPart(matcher: ColumnMatcher, part: EventPart): PartMatches {
  const open = part.open();
  const { rows, rules } = matcher.match(open.columns, (wanted) => open.records(wanted));
  const seconds = new Uint32Array(rows.length);
  for (let at = 0; at < rows.length; at++) {
    seconds[at] = open.seconds[rows[at]];
  }
  return { rows, rules, seconds };
}
