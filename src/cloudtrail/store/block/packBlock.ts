import { columnsOf, parseEvent } from '../../../sigma';
import type { EventRow } from '../types';
import { packIndex } from './columnsCodec';
import { packEnvelopes } from './envelopes';
import { COLUMN_FIELDS } from './fields';
import { packIds } from './ids';
import { compress, decompress } from './zstd';

export interface PackedBlock {
  readonly index: Uint8Array;
  readonly envelopes: Uint8Array;
  readonly ids: Uint8Array;
  /** Records in groups of one kind of event, so that what rules do not ask for stays packed. */
  readonly segments: readonly Uint8Array[];
}

/** Characters of records in a segment: it is the least that is unpacked for one of them. */
const SEGMENT_CHARS = 64 * 1024;

/** Packs rows, which are in order of time. @throws Error for more than 65,536 */
export function packBlock(rows: ReadonlyArray<Omit<EventRow, 'account' | 'region'>>): PackedBlock {
  if (rows.length > 65_536) {
    throw new Error(`A block holds at most 65,536 events, not ${rows.length}.`);
  }
  // A column is made of what rules see in the record; the envelope may differ.
  const records = rows.map(({ text }) => (text === null ? undefined : (parseEvent(text) as object)));
  const columns = columnsOf(records, COLUMN_FIELDS);
  const groups = inGroups(rows);
  return {
    index: packIndex(
      {
        columns,
        seconds: Uint32Array.from(rows, ({ timeMs }) => Math.floor(timeMs / 1000)),
        order: Uint16Array.from(groups.flat()),
        segments: groups.map(({ length }) => length),
      },
      COLUMN_FIELDS
    ),
    envelopes: packEnvelopes(rows),
    ids: packIds(rows.map(({ eventId }) => eventId)),
    segments: groups.map((group) => packSegment(group.map((row) => rows[row].text))),
  };
}

/** A record's text is JSON: a line break in it stands between tokens, where a space says the same. */
function packSegment(texts: ReadonlyArray<string | null>): Uint8Array {
  return compress(texts.map((text) => (text ?? '').replaceAll('\n', ' ')).join('\n'));
}

/** The records of a segment. Only those that are asked for become text: they are few, and text takes memory. */
export class Segment {
  private readonly bytes: Buffer;
  /** Where each record begins, and where one more would. */
  private readonly starts: number[] = [0];

  /** @throws Error where the data is not what packBlock made */
  constructor(data: Uint8Array) {
    this.bytes = decompress(data);
    for (let end = this.bytes.indexOf(10); end >= 0; end = this.bytes.indexOf(10, end + 1)) {
      this.starts.push(end + 1);
    }
    this.starts.push(this.bytes.length + 1);
  }

  get size(): number {
    return this.bytes.length;
  }

  /** The record at a place of the segment's order; null for an event without one. */
  record(at: number): string | null {
    const text = this.bytes.toString('utf8', this.starts[at], this.starts[at + 1] - 1);
    return text === '' ? null : text;
  }
}

/** Row numbers by source and name of the event, cut into segments. */
function inGroups(rows: ReadonlyArray<Pick<EventRow, 'eventSource' | 'eventName' | 'text'>>): number[][] {
  const order = rows.map(({ eventSource, eventName }, row) => ({ key: `${eventSource} ${eventName}`, row }));
  order.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : a.row - b.row));
  const groups: number[][] = [];
  let chars = Infinity;
  for (const { row } of order) {
    if (chars >= SEGMENT_CHARS) {
      groups.push([]);
      chars = 0;
    }
    groups[groups.length - 1].push(row);
    chars += rows[row].text?.length ?? 0;
  }
  return groups;
}
