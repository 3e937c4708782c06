import { statSync } from 'node:fs';
import { withSegment, type Segment } from './coverage';
import { guardedPart } from './guardedPart';
import { mergedStats } from './mergedStats';
import { placeKey } from './placeKey';
import { isDamage, messageOf, openDatabase, setAside } from './sqlite/database';
import { SqliteEventStore, type SqliteStoreOptions } from './sqlite/sqliteStore';
import { SpareStore } from './spareStore';
import { StoreError } from './storeError';
import type { CoverageKey, EventPart, EventRow, EventStore, Place, StoreStats } from './types';
import { writeTrouble } from './writeTrouble';

export interface ResilientStoreOptions extends SqliteStoreOptions {
  readonly file: string;
  /** Size of what is kept in memory while the file cannot be written. */
  readonly memoryBytes: number;
  /** Epoch milliseconds. */
  readonly now: () => number;
  /** Hears each note when it comes up, for the log. */
  readonly onNote?: (note: string) => void;
  /** Opens the file. Default `openDatabase`. */
  readonly open?: typeof openDatabase;
}

const RETRY_MS = 30_000;
/** So long users are told of damage that was dealt with. */
const TOLD_MS = 3_600_000;
const MAX_TOLD = 5;

interface Main {
  readonly store: SqliteEventStore;
  /** Tells the file from one that has its name later. */
  readonly inode: number;
  /** Notes of the store that were told. */
  told: number;
}

/**
 * An event store in a file that outlasts trouble with the file. While it cannot be written, what comes is kept in
 * memory beside it, and reads show both; the file is tried again from time to time, and what memory holds is moved into
 * it. A file that turns out to be damaged is set aside and a new one begun.
 *
 * Three rules keep every event, once: while there is something in memory, all that is new goes there, except events that
 * the file has; the file learns that a range is covered only after it has all of memory's events; and where events were
 * lost, lookups that were sent before cover nothing, for part of what they brought may be gone.
 */
export class ResilientStore implements EventStore {
  private main: Main | undefined;
  private spare: SpareStore | undefined;
  /** The file could not be read for a while: memory may hold what it has, so until all is moved memory alone is shown. */
  private hidden = false;
  private trouble: { readonly note: string; readonly retryMs: number } | undefined;
  /** When events were lost last, epoch seconds. */
  private lostS = -Infinity;
  private readonly told: Array<{ readonly text: string; readonly untilMs: number }> = [];

  constructor(private readonly options: ResilientStoreOptions) {
    this.open();
  }

  add(place: Place, rows: readonly EventRow[]): number {
    this.tryAgain();
    if (!this.spare) {
      const added = this.inFile((store) => store.add(place, rows));
      if (added) {
        return added.value;
      }
    }
    return this.inMemory().add(place, this.notInFile(place, rows));
  }

  cover(place: Place, keys: CoverageKey | readonly CoverageKey[] | undefined, segment: Segment): void {
    this.tryAgain();
    const cover = (store: Pick<EventStore, 'cover'>) => {
      // Asked here, for the file may turn out to be damaged while this is written to it.
      if (segment.asOf > this.lostS) {
        store.cover(place, keys, segment);
      }
    };
    if (this.spare || !this.inFile(cover)) {
      cover(this.inMemory());
    }
  }

  coverage(place: Place, key: CoverageKey | undefined): readonly Segment[] {
    const inFile = this.shown((store) => store.coverage(place, key)) ?? [];
    const inMemory = this.spare?.coverage(place, key) ?? [];
    return inMemory.reduce<readonly Segment[]>(
      (merged, segment) => withSegment(merged, segment, this.options.settleSeconds),
      inFile
    );
  }

  parts(place: Place, fromS: number, toS: number): readonly EventPart[] {
    const inFile = this.shown((store, main) =>
      store.parts(place, fromS, toS).map((part) => (part.block === undefined ? part : this.guarded(part, main)))
    );
    if (!this.spare) {
      return inFile ?? [];
    }
    const inMemory = this.spare.parts(place, fromS, toS, this.hidden);
    return [...(inFile ?? []), ...inMemory].sort((a, b) => b.newestMs - a.newestMs);
  }

  prune(nowMs: number): void {
    this.tryAgain();
    // The file waits: what memory covers may count on the events that it would drop.
    if (this.spare) {
      this.spare.prune(nowMs);
    } else if (!this.isWaiting()) {
      this.inFile((store) => store.prune(nowMs));
    }
  }

  stats(): StoreStats {
    const bytes = (this.shown((store) => store.stats().bytes) ?? 0) + (this.spare?.bytes() ?? 0);
    return { ...mergedStats(this.places()), bytes };
  }

  places(): ReadonlyArray<Place & StoreStats> {
    const merged = new Map<string, Place & StoreStats>();
    const inFile = this.shown((store) => store.places()) ?? [];
    for (const place of [...inFile, ...(this.spare?.places(this.hidden) ?? [])]) {
      const key = placeKey(place);
      const before = merged.get(key);
      merged.set(key, before ? { ...place, ...mergedStats([before, place]) } : place);
    }
    return [...merged.values()];
  }

  notes(): readonly string[] {
    this.hearMain();
    const nowMs = this.options.now();
    const recent = this.told.filter(({ untilMs }) => untilMs > nowMs).map(({ text }) => text);
    return [...(this.trouble ? [this.trouble.note] : []), ...recent.slice(-MAX_TOLD)];
  }

  close(): void {
    this.closeMain();
  }

  /** Opens the file; where that fails memory takes its place until it does not. @throws never */
  private open(): void {
    const { file, open = openDatabase } = this.options;
    try {
      const { database, notes } = open(file);
      this.main = { store: new SqliteEventStore(database, this.options), inode: statSync(file).ino, told: 0 };
      notes.forEach((note) => this.tell(note));
    } catch (error) {
      const reason = error instanceof StoreError ? error.message : `${messageOf(error)}.`;
      this.failed(`${reason} Until then events are kept in memory only.`);
      this.hidden = true;
      this.inMemory();
    }
  }

  /** Moves some of what is in memory to the file, where it is time to. */
  private tryAgain(): void {
    if (!this.spare || this.isWaiting()) {
      return;
    }
    if (!this.main) {
      this.open();
    }
    const { spare } = this;
    const done = this.main && this.inFile((store) => spare.moveSome(store, this.hidden));
    if (done) {
      this.trouble = undefined;
    }
    if (done?.value) {
      this.spare = undefined;
      this.hidden = false;
    }
  }

  private isWaiting(): boolean {
    return this.trouble !== undefined && this.options.now() < this.trouble.retryMs;
  }

  private inMemory(): SpareStore {
    this.spare ??= new SpareStore({
      settleSeconds: this.options.settleSeconds,
      retentionDays: this.options.retentionDays,
      maxBytes: this.options.memoryBytes,
    });
    return this.spare;
  }

  /** Rows that the file does not have, as far as it is shown. */
  private notInFile(place: Place, rows: readonly EventRow[]): readonly EventRow[] {
    if (rows.length === 0) {
      return rows;
    }
    const times = rows.map(({ timeMs }) => Math.floor(timeMs / 1000));
    const [from, to] = [Math.min(...times), Math.max(...times) + 1];
    const held = this.shown((store) => {
      const ids = new Set<string>();
      for (const part of store.parts(place, from, to)) {
        const open = part.open();
        open.seconds.forEach((second, row) => second >= from && second < to && ids.add(open.row(row).eventId));
      }
      return ids;
    });
    return held ? rows.filter(({ eventId }) => !held.has(eventId)) : rows;
  }

  /** Writes to the file. @returns undefined where it cannot be written */
  private inFile<T>(write: (store: SqliteEventStore) => T): { readonly value: T } | undefined {
    const done = this.attempt((main) => ({ value: write(main.store) }));
    if (done && !this.spare) {
      this.trouble = undefined;
    }
    return done;
  }

  /** Reads from the file. @returns undefined where there is none to read */
  private shown<T>(read: (store: SqliteEventStore, main: Main) => T): T | undefined {
    if (this.hidden) {
      return undefined;
    }
    const found = this.attempt((main) => ({ value: read(main.store, main) }));
    if (!found) {
      // What cannot be read cannot be compared with: from here on memory stands alone.
      this.hideFile();
    }
    return found?.value;
  }

  /** Does it again where damage was dealt with. @throws what is neither damage nor trouble of the file */
  private attempt<T>(job: (main: Main) => T, isFirst = true): T | undefined {
    const { main } = this;
    if (!main) {
      return undefined;
    }
    try {
      return job(main);
    } catch (error) {
      const note = writeTrouble(error, this.options.file);
      if (note !== undefined) {
        this.failed(note);
        return undefined;
      }
      const isDealtWith = isDamage(error) ? this.replace(main) : this.hearMain();
      if (isFirst && isDealtWith) {
        return this.attempt(job, false);
      }
      throw error;
    }
  }

  private hideFile(): void {
    this.closeMain();
    this.hidden = true;
    this.lost();
    // What is covered in memory counted on the file's events.
    this.inMemory().forgetCoverage(true);
  }

  /** Sets the damaged file aside and begins a new one. Another process may have done so already. */
  private replace(main: Main): boolean {
    if (main !== this.main) {
      return true;
    }
    const { file } = this.options;
    this.closeMain();
    this.lost();
    try {
      if (statSync(file).ino === main.inode) {
        const aside = setAside(file);
        this.tell(`The event store was damaged; it was moved to ${aside}, and events are fetched anew.`);
      }
    } catch (error) {
      this.tell(`The event store ${file} was damaged, and cannot be moved away: ${messageOf(error)}.`);
    }
    if (this.hidden) {
      this.spare?.forgetMoved();
    } else {
      this.spare?.forgetCoverage(true);
    }
    this.open();
    return true;
  }

  private closeMain(): void {
    try {
      this.main?.store.close();
    } catch {
      // A damaged file need not close well.
    }
    this.main = undefined;
  }

  /** A block of the file, whose damage may show only when it is read. */
  private guarded(part: EventPart, main: Main): EventPart {
    const guard = <T>(read: () => T): T => {
      try {
        return read();
      } catch (error) {
        this.hearMain();
        const note = writeTrouble(error, this.options.file);
        if (isDamage(error)) {
          this.replace(main);
        } else if (note !== undefined) {
          this.failed(note);
          if (main === this.main && !this.hidden) {
            this.hideFile();
          }
        } else if (error instanceof StoreError || main === this.main) {
          throw error;
        }
        throw new StoreError('Events of the store could not be read and are looked up again. Run the query again.');
      }
    };
    return guardedPart(part, guard);
  }

  /** Notes of the file's store are of blocks that it dropped: memory may not count on them. */
  private hearMain(): boolean {
    const { main } = this;
    const fresh = main?.store.notes().slice(main.told) ?? [];
    if (main && fresh.length > 0) {
      main.told += fresh.length;
      this.lost();
      fresh.forEach((note) => this.tell(note));
      if (!this.hidden) {
        this.spare?.forgetCoverage(false);
      }
    }
    return fresh.length > 0;
  }

  private lost(): void {
    this.lostS = Math.floor(this.options.now() / 1000);
  }

  private failed(note: string): void {
    if (this.trouble?.note !== note) {
      this.options.onNote?.(note);
    }
    this.trouble = { note, retryMs: this.options.now() + RETRY_MS };
  }

  private tell(text: string): void {
    this.options.onNote?.(text);
    this.told.push({ text, untilMs: this.options.now() + TOLD_MS });
    this.told.splice(0, this.told.length - MAX_TOLD);
  }
}
