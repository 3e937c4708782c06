import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { filterKey } from '../../lookup/filter';
import { envelopeText } from '../block/envelopes';
import { since, without, withSegment, type Segment } from '../coverage';
import { coverageKeys } from '../coverageKeys';
import { guardedPart } from '../guardedPart';
import { mergedStats } from '../mergedStats';
import { placeKey } from '../placeKey';
import { StoreError } from '../storeError';
import type { CoverageKey, EventPart, EventRow, EventStore, Place, StoreStats } from '../types';
import { BlockReader, DamagedBlockError } from './blockReader';
import { insertBlock, type BlockInfo } from './insertBlock';
import { segmentRange } from './segments';
import { emptyShelf, keepRecent, loadShelf, recentPartOf, recentRows, type Shelf } from './shelf';

export interface SqliteStoreOptions {
  readonly settleSeconds: number;
  readonly retentionDays: number;
  /** Size of the file; beyond it the oldest events go, and their coverage with them. */
  readonly maxBytes: number;
  /** Within so many milliseconds of the last look another process's changes may go unseen. Default 50. */
  readonly unseenMs?: number;
  /** The database's file, where other threads may read it. */
  readonly file?: string;
}

/** Events of a place that go into one block. */
const BLOCK_EVENTS = 1000;
/** Characters of records that all places together hold outside of blocks, in memory too: with many places the fullest goes earlier. */
const MAX_RECENT_CHARS = 12 * 1024 * 1024;

/** Hundreds of queries come at once; each asks for coverage and parts several times. */
const UNSEEN_MS = 50;

/** Stores opened so far: what is known of a block is kept by its number, and another store has blocks of the same. */
let generations = 0;

/**
 * An event store in an SQLite file, or in memory. Each change is one transaction, so a crash at any point leaves a store
 * that holds what it says it covers. Several processes may share the file: each notices the others' changes by SQLite's
 * data version and reads the index anew.
 */
export class SqliteEventStore implements EventStore {
  private readonly generation = ++generations;
  private readonly shelves = new Map<string, Shelf>();
  private readonly reader: BlockReader;
  private readonly damaged: string[] = [];
  private readonly readVersion: StatementSync;
  private dataVersion = -1;
  private lookedAt = -Infinity;
  private inTransaction = false;

  constructor(
    private readonly database: DatabaseSync,
    private readonly options: SqliteStoreOptions
  ) {
    this.reader = new BlockReader(database);
    this.readVersion = database.prepare('PRAGMA data_version');
    this.refresh();
  }

  add(place: Place, rows: readonly EventRow[]): number {
    for (;;) {
      try {
        return this.addOnce(place, rows);
      } catch (error) {
        // Its transaction was rolled back: the block goes in one of its own, and the events of it may come in.
        const shelf = error instanceof DamagedBlockError ? this.readShelf(place) : undefined;
        if (!shelf) {
          throw error;
        }
        this.damage(shelf, error);
      }
    }
  }

  private addOnce(place: Place, rows: readonly EventRow[]): number {
    return this.change(() => {
      const shelf = this.shelf(place);
      this.mend(shelf, rows);
      const fresh = this.newRows(shelf, rows);
      const insert = this.database.prepare(
        'INSERT OR IGNORE INTO recent (place, event, time_ms, envelope, record) VALUES (?, ?, ?, ?, ?)'
      );
      for (const row of fresh) {
        insert.run(shelf.id, row.eventId, row.timeMs, envelopeText(row), row.text);
        keepRecent(shelf, row);
      }
      this.compact(shelf);
      return fresh.length;
    });
  }

  cover(place: Place, keys: CoverageKey | readonly CoverageKey[] | undefined, segment: Segment): void {
    this.change(() => {
      const shelf = this.shelf(place);
      for (const key of coverageKeys(keys).map(filterKey)) {
        this.setCoverage(shelf, key, withSegment(shelf.coverage.get(key) ?? [], segment, this.options.settleSeconds));
      }
    });
  }

  coverage(place: Place, key: CoverageKey | undefined): readonly Segment[] {
    this.refresh();
    return this.shelves.get(placeKey(place))?.coverage.get(filterKey(key)) ?? [];
  }

  parts(place: Place, fromS: number, toS: number): readonly EventPart[] {
    this.refresh();
    const shelf = this.shelves.get(placeKey(place));
    if (!shelf) {
      return [];
    }
    const isIn = ({ oldestMs, newestMs }: Pick<EventPart, 'oldestMs' | 'newestMs'>) =>
      newestMs >= fromS * 1000 && oldestMs < toS * 1000;
    const recent = recentPartOf(shelf);
    return [
      ...(recent && isIn(recent) ? [recent] : []),
      ...shelf.blocks.filter(isIn).map((block) => this.blockPart(shelf, block)),
    ].sort((a, b) => b.newestMs - a.newestMs);
  }

  prune(nowMs: number): void {
    const oldest = nowMs - this.options.retentionDays * 86_400_000;
    const due = [...this.shelves.values()].some(
      (shelf) =>
        shelf.blocks.some(({ newestMs }) => newestMs < oldest) || (recentPartOf(shelf)?.oldestMs ?? oldest) < oldest
    );
    if (due) {
      this.dropBefore(oldest);
    }
    if (this.fileBytes() > this.options.maxBytes) {
      this.dropBefore(this.cutTime());
    }
  }

  stats(): StoreStats {
    return { ...mergedStats(this.places()), bytes: this.fileBytes() };
  }

  places(): Array<Place & StoreStats> {
    this.refresh();
    return [...this.shelves.values()].map((shelf) => {
      const recent = recentPartOf(shelf);
      const held = { events: shelf.recent.size, bytes: shelf.recentBytes };
      const outside = recent ? { ...held, oldestMs: recent.oldestMs, newestMs: recent.newestMs } : held;
      return { ...shelf.place, ...mergedStats([outside, ...shelf.blocks]) };
    });
  }

  notes(): readonly string[] {
    return this.damaged;
  }

  close(): void {
    this.database.close();
  }

  /** One transaction over the file as it is now, whoever wrote it. */
  private change<T>(body: () => T): T {
    try {
      return this.transaction('BEGIN IMMEDIATE', () => {
        this.refresh();
        return body();
      });
    } catch (error) {
      // What was kept in memory of the failed change must go.
      this.dataVersion = -1;
      this.lookedAt = -Infinity;
      this.shelves.clear();
      throw error;
    }
  }

  private transaction<T>(begin: 'BEGIN' | 'BEGIN IMMEDIATE', body: () => T): T {
    if (this.inTransaction) {
      return body();
    }
    this.database.exec(begin);
    this.inTransaction = true;
    try {
      const result = body();
      this.database.exec('COMMIT');
      return result;
    } catch (error) {
      rollBack(this.database);
      throw error;
    } finally {
      this.inTransaction = false;
    }
  }

  /** Reads the index anew where another process has changed the file: in a change always, else now and then. */
  private refresh(): void {
    const now = performance.now();
    if (!this.inTransaction && now - this.lookedAt < (this.options.unseenMs ?? UNSEEN_MS)) {
      return;
    }
    this.transaction('BEGIN', () => this.readIndex());
    this.lookedAt = now;
  }

  private readIndex(): void {
    const { data_version: version } = this.readVersion.get() as { data_version: number };
    if (version === this.dataVersion) {
      return;
    }
    const before = new Map(this.shelves);
    const places = this.database.prepare('SELECT id, account, region FROM place').all() as unknown as Array<
      Place & { id: number }
    >;
    const shelves = places.map(({ id, account, region }) =>
      loadShelf(this.database, id, { account, region }, before.get(placeKey({ account, region })))
    );
    this.shelves.clear();
    shelves.forEach((shelf) => this.shelves.set(placeKey(shelf.place), shelf));
    this.dataVersion = version;
  }

  private shelf(place: Place): Shelf {
    const key = placeKey(place);
    let shelf = this.shelves.get(key);
    if (!shelf) {
      const { account, region } = place;
      this.database.prepare('INSERT OR IGNORE INTO place (account, region) VALUES (?, ?)').run(account, region);
      const { id } = this.database
        .prepare('SELECT id FROM place WHERE account = ? AND region = ?')
        .get(account, region) as { id: number };
      shelf = emptyShelf(id, place);
      this.shelves.set(key, shelf);
    }
    return shelf;
  }

  /** An event that came without a readable record may come whole at a later look. */
  private mend(shelf: Shelf, rows: readonly EventRow[]): void {
    for (const row of rows) {
      if (row.text !== null && shelf.recent.get(row.eventId)?.text === null) {
        this.database
          .prepare('UPDATE recent SET envelope = ?, record = ? WHERE place = ? AND event = ?')
          .run(envelopeText(row), row.text, shelf.id, row.eventId);
        keepRecent(shelf, row);
      }
    }
  }

  /** The rows that are not held yet. An event's time never changes, so only blocks of its time need be looked at. */
  private newRows(shelf: Shelf, rows: readonly EventRow[]): EventRow[] {
    const seen = new Set<string>();
    const times = rows.map(({ timeMs }) => timeMs);
    const [from, to] = [Math.min(...times), Math.max(...times)];
    const wanted = new Set(rows.map(({ eventId }) => eventId));
    const held = new Set<string>();
    for (const block of shelf.blocks) {
      if (block.newestMs >= from && block.oldestMs <= to) {
        this.reader.idsOf(block.id).forEach((id) => wanted.has(id) && held.add(id));
      }
    }
    return rows.filter(({ eventId }) => {
      const isNew = !seen.has(eventId) && !held.has(eventId) && !shelf.recent.has(eventId);
      seen.add(eventId);
      return isNew;
    });
  }

  private readShelf(place: Place): Shelf | undefined {
    this.refresh();
    return this.shelves.get(placeKey(place));
  }

  /** Packs recent rows into a block, in order of time, where there are enough of them. */
  private compact(shelf: Shelf): void {
    const total = [...this.shelves.values()].reduce((sum, { recentBytes }) => sum + recentBytes, 0);
    if (shelf.recent.size >= BLOCK_EVENTS) {
      this.pack(shelf);
    } else if (total > MAX_RECENT_CHARS) {
      this.pack([...this.shelves.values()].reduce((a, b) => (b.recentBytes > a.recentBytes ? b : a)));
    }
  }

  private pack(shelf: Shelf): void {
    shelf.blocks.push(insertBlock(this.database, shelf.id, recentRows(shelf)));
    this.database.prepare('DELETE FROM recent WHERE place = ?').run(shelf.id);
    shelf.recent = new Map();
    shelf.recentBytes = 0;
    delete shelf.recentPart;
  }

  private blockPart(shelf: Shelf, { id, events, unreadable, oldestMs, newestMs }: BlockInfo): EventPart {
    const { file: path } = this.options;
    const guarded = <T>(read: () => T): T => {
      try {
        return read();
      } catch (error) {
        throw this.damage(shelf, error);
      }
    };
    const part: EventPart = {
      key: `${this.generation} ${id}`,
      place: shelf.place,
      size: events,
      unreadable,
      oldestMs,
      newestMs,
      block: id,
      ...(path === undefined ? {} : { file: { path, generation: this.generation } }),
      open: () => this.reader.open(id, shelf.place),
    };
    return guardedPart(part, guarded);
  }

  /** A damaged block is dropped with what it covers, so that its events are looked up again. */
  private damage(shelf: Shelf, error: unknown): unknown {
    if (!(error instanceof DamagedBlockError)) {
      return error;
    }
    const block = shelf.blocks.find(({ id }) => id === error.block);
    if (block) {
      this.change(() => {
        this.dropBlock(shelf, block);
        const hole = { from: Math.floor(block.oldestMs / 1000), to: Math.floor(block.newestMs / 1000) + 1 };
        for (const [key, segments] of shelf.coverage) {
          this.setCoverage(
            shelf,
            key,
            segments.flatMap((segment) => without(segment, hole).map((range) => ({ ...range, asOf: segment.asOf })))
          );
        }
      });
      this.damaged.push(
        `${block.events} events of account ${shelf.place.account}, region ${shelf.place.region} were damaged in the event store; they are looked up again.`
      );
    }
    return new StoreError('Events of the store were damaged and are looked up again. Run the query again.');
  }

  private dropBlock(shelf: Shelf, block: BlockInfo): void {
    this.database.prepare('DELETE FROM block WHERE id = ?').run(block.id);
    this.database.prepare('DELETE FROM segment WHERE id BETWEEN ? AND ?').run(...segmentRange(block.id));
    this.reader.forget(block.id);
    shelf.blocks = shelf.blocks.filter(({ id }) => id !== block.id);
  }

  private setCoverage(shelf: Shelf, key: string, segments: Segment[]): void {
    this.database.prepare('DELETE FROM coverage WHERE place = ? AND filter = ?').run(shelf.id, key);
    const insert = this.database.prepare('INSERT INTO coverage VALUES (?, ?, ?, ?, ?)');
    for (const { from, to, asOf } of segments) {
      insert.run(shelf.id, key, from, to, asOf);
    }
    shelf.coverage.set(key, segments);
  }

  /** Drops blocks that end before the time, and all coverage before it. */
  private dropBefore(timeMs: number): void {
    this.change(() => {
      for (const shelf of this.shelves.values()) {
        shelf.blocks.filter(({ newestMs }) => newestMs < timeMs).forEach((block) => this.dropBlock(shelf, block));
        this.database.prepare('DELETE FROM recent WHERE place = ? AND time_ms < ?').run(shelf.id, timeMs);
        for (const row of [...shelf.recent.values()].filter((recent) => recent.timeMs < timeMs)) {
          shelf.recent.delete(row.eventId);
          shelf.recentBytes -= row.text?.length ?? 0;
          delete shelf.recentPart;
        }
        for (const [key, segments] of shelf.coverage) {
          this.setCoverage(shelf, key, since(segments, Math.ceil(timeMs / 1000)));
        }
      }
    });
    this.database.exec('PRAGMA incremental_vacuum');
  }

  /** The end of the oldest blocks that hold a tenth of the bytes. */
  private cutTime(): number {
    const blocks = [...this.shelves.values()].flatMap((shelf) => shelf.blocks).sort((a, b) => a.newestMs - b.newestMs);
    let drop = this.fileBytes() - this.options.maxBytes * 0.9;
    for (const { newestMs, bytes } of blocks) {
      drop -= bytes;
      if (drop <= 0) {
        return newestMs + 1;
      }
    }
    return (blocks.at(-1)?.newestMs ?? 0) + 1;
  }

  private fileBytes(): number {
    const read = (pragma: string) => Object.values(this.database.prepare(`PRAGMA ${pragma}`).get() ?? {})[0] as number;
    return (read('page_count') - read('freelist_count')) * read('page_size');
  }
}

function rollBack(database: DatabaseSync): void {
  try {
    database.exec('ROLLBACK');
  } catch {
    // A full disk or a damaged file has ended the transaction already; what it failed for is thrown.
  }
}
