import type { DatabaseSync } from 'node:sqlite';
import { filterKey, type LookupFilter } from '../../lookup/filter';
import { since, withSegment, type Segment } from '../coverage';
import { byTime, newestFirst, type RowSource } from '../newestFirst';
import type { EventRow, EventStore, Place, StoreStats } from '../types';
import { envelopeText, packBlock, rowOf, unpackEnvelopes, unpackRecords } from './blockCodec';
import { StoreError } from './database';
import { Lru } from './lru';

export interface SqliteStoreOptions {
  readonly settleSeconds: number;
  readonly retentionDays: number;
  /** Size of the file; beyond it the oldest events go, and their coverage with them. */
  readonly maxBytes: number;
}

/** Events of a place that go into one block. */
const BLOCK_EVENTS = 1000;
/** Envelopes kept unpacked: rows keep their identity, so what was found out about them is kept too. */
const ENVELOPES_KEPT = 200_000;
/** Bytes of records kept unpacked. */
const RECORDS_KEPT = 96 * 1024 * 1024;

interface Block {
  readonly id: number;
  readonly oldestMs: number;
  readonly newestMs: number;
  readonly events: number;
  readonly bytes: number;
}

/** What is known about a place without unpacking anything. */
interface Shelf {
  readonly id: number;
  readonly place: Place;
  recent: Map<string, EventRow>;
  recentSorted?: EventRow[];
  recentBytes: number;
  blocks: Block[];
  coverage: Map<string, Segment[]>;
}

/**
 * An event store in an SQLite file. Each change is one transaction, so a crash at any point leaves a store that holds
 * what it says it covers. Several processes may share the file: each notices the others' changes by SQLite's data
 * version and reads the index anew.
 */
export class SqliteEventStore implements EventStore {
  private readonly shelves = new Map<string, Shelf>();
  private readonly envelopes = new Lru<number, readonly EventRow[]>(ENVELOPES_KEPT);
  private readonly records = new Lru<number, ReadonlyArray<string | null>>(RECORDS_KEPT);
  private dataVersion = -1;
  private inTransaction = false;
  /** Where the record of a row is read from: memory while it is recent, its block afterwards. */
  private readonly recordReaders = new WeakMap<EventRow, { read: () => string | null }>();

  constructor(
    private readonly database: DatabaseSync,
    private readonly options: SqliteStoreOptions
  ) {
    this.refresh();
  }

  add(place: Place, rows: readonly EventRow[]): number {
    return this.change(() => {
      const shelf = this.shelf(place);
      const fresh = this.newRows(shelf, rows);
      const insert = this.database.prepare(
        'INSERT OR IGNORE INTO recent (place, event, time_ms, envelope, record) VALUES (?, ?, ?, ?, ?)'
      );
      for (const row of fresh) {
        insert.run(shelf.id, row.eventId, row.timeMs, envelopeText(row), row.text);
        this.keepRecent(shelf, row.eventId, envelopeText(row), row.text);
      }
      if (shelf.recent.size >= BLOCK_EVENTS) {
        this.compact(shelf);
      }
      return fresh.length;
    });
  }

  cover(place: Place, filter: LookupFilter | undefined, segment: Segment): void {
    this.change(() => {
      const shelf = this.shelf(place);
      const key = filterKey(filter);
      this.setCoverage(shelf, key, withSegment(shelf.coverage.get(key) ?? [], segment, this.options.settleSeconds));
    });
  }

  coverage(place: Place, filter: LookupFilter | undefined): readonly Segment[] {
    this.refresh();
    return this.shelves.get(placeKey(place))?.coverage.get(filterKey(filter)) ?? [];
  }

  read(place: Place, fromS: number, toS: number): Iterable<EventRow> {
    this.refresh();
    const shelf = this.shelves.get(placeKey(place));
    return shelf ? newestFirst(this.sources(shelf, fromS * 1000, toS * 1000), fromS * 1000, toS * 1000) : [];
  }

  prune(nowMs: number): void {
    const oldest = nowMs - this.options.retentionDays * 86_400_000;
    const due = [...this.shelves.values()].some(
      ({ blocks, recent }) =>
        blocks.some(({ newestMs }) => newestMs < oldest) || [...recent.values()].some(({ timeMs }) => timeMs < oldest)
    );
    if (due) {
      this.dropBefore(oldest);
    }
    if (this.fileBytes() > this.options.maxBytes) {
      this.dropBefore(this.cutTime());
    }
  }

  stats(): StoreStats {
    const places = this.places();
    const oldest = places.flatMap(({ oldestMs }) => oldestMs ?? []);
    const newest = places.flatMap(({ newestMs }) => newestMs ?? []);
    return {
      events: places.reduce((sum, { events }) => sum + events, 0),
      bytes: this.fileBytes(),
      ...(oldest.length > 0 ? { oldestMs: Math.min(...oldest), newestMs: Math.max(...newest) } : {}),
    };
  }

  places(): Array<Place & StoreStats> {
    this.refresh();
    return [...this.shelves.values()].map((shelf) => {
      const recent = [...shelf.recent.values()].map(({ timeMs }) => timeMs);
      const oldest = [...recent, ...shelf.blocks.map(({ oldestMs }) => oldestMs)];
      const newest = [...recent, ...shelf.blocks.map(({ newestMs }) => newestMs)];
      return {
        ...shelf.place,
        events: recent.length + shelf.blocks.reduce((sum, { events }) => sum + events, 0),
        bytes: shelf.recentBytes + shelf.blocks.reduce((sum, { bytes }) => sum + bytes, 0),
        ...(oldest.length > 0 ? { oldestMs: Math.min(...oldest), newestMs: Math.max(...newest) } : {}),
      };
    });
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
      this.database.exec('ROLLBACK');
      throw error;
    } finally {
      this.inTransaction = false;
    }
  }

  /** Reads the index anew where another process has changed the file. */
  private refresh(): void {
    this.transaction('BEGIN', () => this.readIndex());
  }

  private readIndex(): void {
    const { data_version: version } = this.database.prepare('PRAGMA data_version').get() as { data_version: number };
    if (version === this.dataVersion) {
      return;
    }
    this.dataVersion = version;
    const before = new Map(this.shelves);
    this.shelves.clear();
    const places = this.database.prepare('SELECT id, account, region FROM place').all() as unknown as Array<
      Place & { id: number }
    >;
    for (const { id, account, region } of places) {
      const place = { account, region };
      const shelf = this.loadShelf(id, place, before.get(placeKey(place)));
      this.shelves.set(placeKey(place), shelf);
    }
  }

  private loadShelf(id: number, place: Place, before: Shelf | undefined): Shelf {
    const shelf: Shelf = { id, place, recent: new Map(), recentBytes: 0, blocks: [], coverage: new Map() };
    const recent = this.database.prepare('SELECT event, envelope, record FROM recent WHERE place = ?').all(id);
    for (const { event, envelope, record } of recent as Array<{
      event: string;
      envelope: string;
      record: string | null;
    }>) {
      const known = before?.recent.get(event);
      if (known) {
        shelf.recent.set(event, known);
        shelf.recentBytes += record?.length ?? 0;
      } else {
        this.keepRecent(shelf, event, envelope, record);
      }
    }
    shelf.blocks = this.database
      .prepare(
        'SELECT id, oldest_ms AS oldestMs, newest_ms AS newestMs, events, bytes FROM block WHERE place = ? ORDER BY newest_ms'
      )
      .all(id) as unknown as Block[];
    const segments = this.database
      .prepare('SELECT filter, from_s, to_s, as_of FROM coverage WHERE place = ? ORDER BY filter, from_s')
      .all(id) as Array<{ filter: string; from_s: number; to_s: number; as_of: number }>;
    for (const { filter, from_s: from, to_s: to, as_of: asOf } of segments) {
      shelf.coverage.set(filter, [...(shelf.coverage.get(filter) ?? []), { from, to, asOf }]);
    }
    return shelf;
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
      shelf = { id, place: { account, region }, recent: new Map(), recentBytes: 0, blocks: [], coverage: new Map() };
      this.shelves.set(key, shelf);
    }
    return shelf;
  }

  /** The rows that are not held yet. An event's time never changes, so only its second need be looked at. */
  private newRows(shelf: Shelf, rows: readonly EventRow[]): EventRow[] {
    const seen = new Set<string>();
    const times = rows.map(({ timeMs }) => timeMs);
    const [from, to] = [Math.min(...times), Math.max(...times) + 1];
    const held = new Set<string>();
    for (const block of shelf.blocks) {
      if (block.newestMs >= from && block.oldestMs < to) {
        this.rowsOf(shelf, block).forEach(({ eventId }) => held.add(eventId));
      }
    }
    return rows.filter(({ eventId }) => {
      const isNew = !seen.has(eventId) && !held.has(eventId) && !shelf.recent.has(eventId);
      seen.add(eventId);
      return isNew;
    });
  }

  /** Packs the recent rows into blocks, in order of time. */
  private compact(shelf: Shelf): void {
    const rows = [...shelf.recent.values()].sort(byTime);
    const insert = this.database.prepare(
      'INSERT INTO block (place, oldest_ms, newest_ms, events, bytes, envelopes, records) VALUES (?, ?, ?, ?, ?, ?, ?)'
    );
    const { envelopes, records } = packBlock(rows);
    const [oldestMs, newestMs] = [rows[0].timeMs, rows[rows.length - 1].timeMs];
    const bytes = envelopes.byteLength + records.byteLength;
    const { lastInsertRowid } = insert.run(shelf.id, oldestMs, newestMs, rows.length, bytes, envelopes, records);
    this.database.prepare('DELETE FROM recent WHERE place = ?').run(shelf.id);
    const id = Number(lastInsertRowid);
    shelf.blocks.push({ id, oldestMs, newestMs, events: rows.length, bytes });
    this.envelopes.set(id, rows, rows.length);
    rows.forEach((row, index) => {
      const reader = this.recordReaders.get(row);
      if (reader) {
        reader.read = () => this.recordOf(id, index);
      }
    });
    shelf.recent = new Map();
    shelf.recentBytes = 0;
    delete shelf.recentSorted;
  }

  private keepRecent(shelf: Shelf, id: string, envelope: string, record: string | null): void {
    const reader = { read: () => record };
    const row = rowOf(envelope, shelf.place, () => reader.read());
    this.recordReaders.set(row, reader);
    shelf.recent.set(id, row);
    shelf.recentBytes += record?.length ?? 0;
    delete shelf.recentSorted;
  }

  private sources(shelf: Shelf, fromMs: number, toMs: number): RowSource[] {
    const blocks = shelf.blocks
      .filter(({ oldestMs, newestMs }) => newestMs >= fromMs && oldestMs < toMs)
      .map((block): RowSource => ({ newestMs: block.newestMs, rows: () => this.rowsOf(shelf, block) }));
    shelf.recentSorted ??= [...shelf.recent.values()].sort(byTime);
    const recent = shelf.recentSorted;
    const newest = recent.at(-1);
    return newest ? [...blocks, { newestMs: newest.timeMs, rows: () => recent }] : blocks;
  }

  private rowsOf(shelf: Shelf, { id }: Block): readonly EventRow[] {
    let rows = this.envelopes.get(id);
    if (!rows) {
      const found = this.database.prepare('SELECT envelopes FROM block WHERE id = ?').get(id) as
        { envelopes: Uint8Array } | undefined;
      // Another process may have dropped it for its age while we read.
      rows = (found ? unpackEnvelopes(found.envelopes) : []).map((envelope, index) =>
        rowOf(envelope, shelf.place, () => this.recordOf(id, index))
      );
      this.envelopes.set(id, rows, rows.length);
    }
    return rows;
  }

  private recordOf(block: number, index: number): string | null {
    let records = this.records.get(block);
    if (!records) {
      const found = this.database.prepare('SELECT records FROM block WHERE id = ?').get(block) as
        { records: Uint8Array } | undefined;
      if (!found) {
        throw new StoreError(
          'Events were dropped for their age or the store’s size while they were read. Run the query again.'
        );
      }
      records = unpackRecords(found.records);
      this.records.set(
        block,
        records,
        records.reduce((sum, record) => sum + (record?.length ?? 0), 0)
      );
    }
    return records[index] ?? null;
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
        for (const { id } of shelf.blocks.filter(({ newestMs }) => newestMs < timeMs)) {
          this.database.prepare('DELETE FROM block WHERE id = ?').run(id);
          this.envelopes.delete(id);
          this.records.delete(id);
        }
        shelf.blocks = shelf.blocks.filter(({ newestMs }) => newestMs >= timeMs);
        this.database.prepare('DELETE FROM recent WHERE place = ? AND time_ms < ?').run(shelf.id, timeMs);
        for (const row of [...shelf.recent.values()].filter((recent) => recent.timeMs < timeMs)) {
          shelf.recent.delete(row.eventId);
          shelf.recentBytes -= row.text?.length ?? 0;
        }
        delete shelf.recentSorted;
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

function placeKey(place: Place): string {
  return `${place.account} ${place.region}`;
}
