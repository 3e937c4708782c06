import { filterKey } from '../lookup/filter';
import { coverageKeys } from './coverageKeys';
import type { Segment } from './coverage';
import { mergedStats } from './mergedStats';
import { placeKey } from './placeKey';
import { openMemoryDatabase } from './sqlite/database';
import { SqliteEventStore, type SqliteStoreOptions } from './sqlite/sqliteStore';
import type { CoverageKey, EventPart, EventRow, EventStore, Place, StoreStats } from './types';

/** Blocks moved at a time: about a tenth of a second. */
const BLOCKS_AT_ONCE = 2;

interface Covered {
  readonly place: Place;
  readonly key: CoverageKey | undefined;
}

/** Keeps in memory what a store's file does not take, and moves it there in steps once it does. */
export class SpareStore {
  private store: SqliteEventStore;
  private readonly covered = new Map<string, Covered>();
  /** Keys of blocks that the file has by now. */
  private readonly moved = new Set<string>();

  constructor(private readonly options: SqliteStoreOptions) {
    this.store = new SqliteEventStore(openMemoryDatabase(), options);
  }

  add(place: Place, rows: readonly EventRow[]): number {
    return this.store.add(place, rows);
  }

  cover(place: Place, keys: CoverageKey | readonly CoverageKey[] | undefined, segment: Segment): void {
    for (const key of coverageKeys(keys)) {
      this.covered.set(`${placeKey(place)} ${filterKey(key)}`, { place, key });
    }
    this.store.cover(place, keys, segment);
  }

  coverage(place: Place, key: CoverageKey | undefined): readonly Segment[] {
    return this.store.coverage(place, key);
  }

  /** @param all with what was moved */
  parts(place: Place, fromS: number, toS: number, all: boolean): EventPart[] {
    return this.store.parts(place, fromS, toS).filter(({ key }) => all || !this.moved.has(key));
  }

  /** @param all with what was moved */
  places(all: boolean): Array<Place & StoreStats> {
    return this.store.places().map((held) => {
      const place = { account: held.account, region: held.region };
      const parts = this.parts(place, 0, Infinity, all);
      const { bytes } = held;
      const stocks = parts.map(({ size, oldestMs, newestMs }) => ({ events: size, bytes: 0, oldestMs, newestMs }));
      return { ...place, ...mergedStats(stocks), bytes };
    });
  }

  bytes(): number {
    return this.store.stats().bytes;
  }

  prune(nowMs: number): void {
    this.store.prune(nowMs);
  }

  /**
   * Moves some blocks, or what is left after them: events first, what they cover last, so that the file never covers
   * what it does not hold.
   *
   * @param isAlone reads show this alone, so what was moved stays; else it goes, for reads show both
   * @returns true when the file has all of it
   * @throws what the file does
   */
  moveSome(into: EventStore, isAlone: boolean): boolean {
    const blocks = this.allParts().filter(({ key, block }) => block !== undefined && !this.moved.has(key));
    for (const block of blocks.slice(0, BLOCKS_AT_ONCE)) {
      into.add(block.place, rowsOf(block));
      this.moved.add(block.key);
    }
    if (blocks.length > BLOCKS_AT_ONCE) {
      return false;
    }
    const recent = this.allParts().filter(({ block }) => block === undefined);
    const left = new Set(recent);
    try {
      for (const part of recent) {
        into.add(part.place, rowsOf(part));
        left.delete(part);
      }
      for (const { place, key } of this.covered.values()) {
        this.coverage(place, key).forEach((segment) => into.cover(place, key, segment));
      }
      return true;
    } catch (error) {
      if (!isAlone && left.size < recent.length) {
        this.keepOnly([...left], true);
      }
      throw error;
    }
  }

  /**
   * The file has lost events: what is covered here may count on them. Events stay, the ranges are looked up again.
   *
   * @param all the file has lost what was moved to it too
   */
  forgetCoverage(all: boolean): void {
    this.keepOnly(
      this.allParts().filter(({ key }) => all || !this.moved.has(key)),
      false
    );
  }

  /** The file is another one, which has nothing of this. */
  forgetMoved(): void {
    this.moved.clear();
  }

  private allParts(): EventPart[] {
    return this.store.places().flatMap((place) => this.parts(place, 0, Infinity, true));
  }

  /** The former store is not closed: queries that are under way still read its parts. */
  private keepOnly(parts: readonly EventPart[], withCoverage: boolean): void {
    const former = this.store;
    this.store = new SqliteEventStore(openMemoryDatabase(), this.options);
    parts.forEach((part) => this.store.add(part.place, rowsOf(part)));
    this.moved.clear();
    if (!withCoverage) {
      this.covered.clear();
    }
    for (const { place, key } of this.covered.values()) {
      former.coverage(place, key).forEach((segment) => this.store.cover(place, key, segment));
    }
  }
}

/** The rows of a part with their records read. */
function rowsOf(part: EventPart): EventRow[] {
  const open = part.open();
  return Array.from({ length: part.size }, (_, row) => ({ ...open.row(row) }));
}
