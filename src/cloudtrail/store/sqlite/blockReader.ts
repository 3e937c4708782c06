import type { DatabaseSync } from 'node:sqlite';
import { unpackIndex, type BlockIndex } from '../block/columnsCodec';
import { unpackEnvelopes, type Envelope } from '../block/envelopes';
import { unpackIds } from '../block/ids';
import { Segment } from '../block/packBlock';
import type { EventRow, OpenPart, Place } from '../types';
import { StoreError } from '../storeError';
import { Lru } from '../lru';
import { segmentId } from './segments';

/** Blocks kept with their columns unpacked; about 100 KB each. */
const BLOCKS_KEPT = 64;
/** Blocks whose ids and envelopes are kept; about 300 KB each. */
const ENVELOPES_KEPT = 24;
/** Bytes of records kept unpacked. */
const RECORDS_KEPT = 8 * 1024 * 1024;

interface Opened {
  readonly index: BlockIndex;
  /** Row → segment and place in it; made when a record is first asked for. */
  where?: { readonly segment: Uint16Array; readonly at: Uint16Array };
}

/** What a block's bytes are not what was written: its events must be looked up again. */
export class DamagedBlockError extends Error {
  override readonly name = 'DamagedBlockError';
  constructor(
    readonly block: number,
    cause: unknown
  ) {
    super(`Block ${block} of the event store is damaged.`, { cause });
  }
}

/** Reads blocks from a store's file, and keeps what was unpacked last. */
export class BlockReader {
  private readonly opened = new Lru<number, Opened>(BLOCKS_KEPT);
  private readonly envelopes = new Lru<number, readonly Envelope[]>(ENVELOPES_KEPT);
  private readonly ids = new Lru<number, readonly string[]>(ENVELOPES_KEPT);
  private readonly segments = new Lru<number, Segment>(RECORDS_KEPT);

  constructor(private readonly database: DatabaseSync) {}

  /** @throws StoreError where the block is gone; DamagedBlockError */
  open(block: number, place: Place): OpenPart {
    const opened = this.openedBlock(block);
    const { columns, seconds } = opened.index;
    return {
      columns,
      seconds,
      row: (row) => this.row(block, row, seconds[row] * 1000, place),
      records: (rows) => this.records(block, opened, rows),
    };
  }

  /** Ids of a block's events, by row. */
  idsOf(block: number): readonly string[] {
    return this.cached(this.ids, block, 'ids', unpackIds);
  }

  forget(block: number): void {
    this.opened.delete(block);
    this.envelopes.delete(block);
    this.ids.delete(block);
  }

  private openedBlock(block: number): Opened {
    let opened = this.opened.get(block);
    if (!opened) {
      opened = { index: unpacked(block, this.bytes(block, 'columns'), unpackIndex) };
      this.opened.set(block, opened, 1);
    }
    return opened;
  }

  private row(block: number, row: number, timeMs: number, place: Place): EventRow {
    const eventId = this.idsOf(block)[row];
    const records = () => this.records(block, this.openedBlock(block), [row])[0];
    return {
      ...this.cached(this.envelopes, block, 'envelopes', unpackEnvelopes)[row],
      eventId,
      timeMs,
      account: place.account,
      region: place.region,
      get text() {
        return records();
      },
    };
  }

  private records(block: number, opened: Opened, rows: readonly number[]): Array<string | null> {
    const { segment, at } = (opened.where ??= whereabouts(opened.index));
    return rows.map((row) => this.segment(block, segment[row]).record(at[row]));
  }

  private segment(block: number, segment: number): Segment {
    const id = segmentId(block, segment);
    let records = this.segments.get(id);
    if (!records) {
      const found = this.database.prepare('SELECT records FROM segment WHERE id = ?').get(id) as
        { records: Uint8Array } | undefined;
      records = unpacked(block, existing(found).records, (data) => new Segment(data));
      this.segments.set(id, records, records.size);
    }
    return records;
  }

  private cached<T>(cache: Lru<number, T>, block: number, column: string, unpack: (data: Uint8Array) => T): T {
    let value = cache.get(block);
    if (!value) {
      value = unpacked(block, this.bytes(block, column), unpack);
      cache.set(block, value, 1);
    }
    return value;
  }

  private bytes(block: number, column: string): Uint8Array {
    const found = this.database.prepare(`SELECT ${column} AS bytes FROM block WHERE id = ?`).get(block) as
      { bytes: Uint8Array } | undefined;
    return existing(found).bytes;
  }
}

function existing<T>(found: T | undefined): T {
  if (found === undefined) {
    throw new StoreError(
      'Events were dropped for their age or the store’s size while they were read. Run the query again.'
    );
  }
  return found;
}

function unpacked<T>(block: number, data: Uint8Array, unpack: (data: Uint8Array) => T): T {
  try {
    return unpack(data);
  } catch (error) {
    throw new DamagedBlockError(block, error);
  }
}

function whereabouts({ order, segments }: BlockIndex): NonNullable<Opened['where']> {
  const segment = new Uint16Array(order.length);
  const at = new Uint16Array(order.length);
  let position = 0;
  segments.forEach((count, number) => {
    for (let index = 0; index < count; index++) {
      const row = order[position++];
      segment[row] = number;
      at[row] = index;
    }
  });
  return { segment, at };
}
