import { Lru, type EventPart } from '../../cloudtrail';
import { columnMatcher, type ColumnMatcher, type Engine } from '../../sigma';
import { matchPart, type PartMatches } from './matchPart';

/** Bytes of matches that are kept for one set of rules. */
const KEPT_BYTES = 48 * 1024 * 1024;
/** What an entry costs beside its matches, about. */
const OVERHEAD = 400;

/** What a set of rules matches in parts, found out once for each: panels and alerts ask for the same events again. */
export class MatchMemory {
  private readonly known = new Lru<string, PartMatches>(KEPT_BYTES);
  private matcher?: ColumnMatcher;

  /** @param onLookup told whether a part's matches were known, each time they are asked for */
  constructor(
    private readonly engine: () => Engine,
    private readonly onLookup: (known: boolean) => void = () => undefined
  ) {}

  has(part: EventPart): boolean {
    return this.known.get(part.key) !== undefined;
  }

  keep(key: string, matches: PartMatches): void {
    this.known.set(key, matches, OVERHEAD + matches.rows.length * 8);
  }

  /** The matches of a part, found out where they are not known. */
  find(part: EventPart): PartMatches {
    let matches = this.known.get(part.key);
    this.onLookup(matches !== undefined);
    if (!matches) {
      this.matcher ??= columnMatcher(this.engine());
      matches = matchPart(this.matcher, part.open());
      this.keep(part.key, matches);
    }
    return matches;
  }
}
