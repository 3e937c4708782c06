import { needsKey, needsSize, type RuleNeeds } from './needs';

export interface DemandOptions {
  /** What was not asked again for so long is not planned for any more. */
  readonly keepSeconds: number;
  /** Beyond this many distinct needs, everything is wanted. Default 5,000. */
  readonly maxNeeds?: number;
}

interface Asked {
  readonly needs: readonly string[];
  readonly atS: number;
}

interface Wanted {
  readonly needs: RuleNeeds;
  readonly size: number;
  /** Questions that have it. */
  count: number;
}

/** A need that leaves all open: only everything will do. */
const ANYTHING: readonly RuleNeeds[] = [{}];
/** Questions mention the same needs many times, and needs hold values: both are kept, so both have a bound. */
const PER_NEED = 20;

/**
 * What queries asked for lately, so that one plan serves them all: many queries of one rule each together make
 * fetching everything worth its while, though none alone does.
 *
 * Times are whole or broken seconds of any one clock. Memory is bounded: a demand too large to be kept counts as one
 * for everything until it has not been repeated for `keepSeconds`.
 */
export class Demand {
  /** Oldest first: a question asked again moves to the end. */
  private readonly asked = new Map<string, Asked>();
  private readonly wanted = new Map<string, Wanted>();
  private readonly keys = new WeakMap<RuleNeeds, string>();
  private readonly maxNeeds: number;
  private mentions = 0;
  private size = 0;
  private everythingUntilS = -Infinity;
  private list: readonly RuleNeeds[] | undefined;

  constructor(private readonly options: DemandOptions) {
    this.maxNeeds = options.maxNeeds ?? 5000;
  }

  /** Notes that a question, known by its key, needs this now; what it needed before is forgotten. */
  note(key: string, needs: readonly RuleNeeds[], nowS: number): void {
    this.forgetOld(nowS);
    const distinct = new Map(needs.map((need) => [this.keyOf(need), need]));
    const keys = [...distinct.keys()];
    const before = this.asked.get(key);
    if (before && sameKeys(before.needs, keys)) {
      this.asked.delete(key);
      this.asked.set(key, { needs: before.needs, atS: nowS });
      return;
    }
    this.forget(key);
    if (!this.hasRoomFor(distinct)) {
      this.everythingUntilS = nowS + this.options.keepSeconds;
      return;
    }
    this.asked.set(key, { needs: keys, atS: nowS });
    this.mentions += keys.length;
    distinct.forEach((need, needKey) => this.want(needKey, need));
  }

  /**
   * The distinct needs of all that was asked within `keepSeconds`; one need that leaves all open where they are too
   * many. The same array as long as it has not changed.
   */
  current(nowS: number): readonly RuleNeeds[] {
    this.forgetOld(nowS);
    if (nowS < this.everythingUntilS) {
      return ANYTHING;
    }
    this.list ??= [...this.wanted.values()].map(({ needs }) => needs);
    return this.list;
  }

  private hasRoomFor(distinct: ReadonlyMap<string, RuleNeeds>): boolean {
    let { size } = this;
    let count = this.wanted.size;
    for (const [key, need] of distinct) {
      if (!this.wanted.has(key)) {
        size += needsSize(need);
        count++;
      }
    }
    const most = this.maxNeeds * PER_NEED;
    return count <= this.maxNeeds && size <= most && this.mentions + distinct.size + this.asked.size < most;
  }

  private want(key: string, needs: RuleNeeds): void {
    const known = this.wanted.get(key);
    if (known) {
      known.count++;
      return;
    }
    const size = needsSize(needs);
    this.wanted.set(key, { needs, size, count: 1 });
    this.size += size;
    this.list = undefined;
  }

  private forgetOld(nowS: number): void {
    for (const [key, { atS }] of this.asked) {
      if (nowS - atS < this.options.keepSeconds) {
        return;
      }
      this.forget(key);
    }
  }

  private forget(key: string): void {
    const asked = this.asked.get(key);
    if (!asked) {
      return;
    }
    this.asked.delete(key);
    this.mentions -= asked.needs.length;
    for (const need of asked.needs) {
      const wanted = this.wanted.get(need);
      if (wanted && --wanted.count === 0) {
        this.wanted.delete(need);
        this.size -= wanted.size;
        this.list = undefined;
      }
    }
  }

  /** Rules keep their needs, so the same objects are asked with again and again. */
  private keyOf(needs: RuleNeeds): string {
    let key = this.keys.get(needs);
    if (key === undefined) {
      key = needsKey(needs);
      this.keys.set(needs, key);
    }
    return key;
  }
}

function sameKeys(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((key, index) => key === b[index]);
}
