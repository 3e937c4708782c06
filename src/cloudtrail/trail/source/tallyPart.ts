import { columnsOf, parseEvent } from '../../../sigma';
import { COLUMN_FIELDS } from '../../store/block/fields';
import { compress, decompress } from '../../store/block/zstd';
import { Lru } from '../../store/lru';
import type { EventPart, OpenPart, Place } from '../../store/types';
import type { Tally } from './statements';

/** Rows of a part: few enough to be numbered in 16 bits, and for the work on one to be short. */
export const PART_ROWS = 8192;
/** Characters of parts that are kept unpacked: those that are read just now. */
const OPEN_CHARS = 8 * 1024 * 1024;

const opened = new Lru<string, OpenPart>(OPEN_CHARS);
let versions = 0;

/** A part of tallies, packed; `bytes` is what keeping it takes. */
export interface TallyPart {
  readonly part: EventPart;
  readonly bytes: number;
}

/**
 * Tallies as a part whose rows stand for several events each, in order of time.
 *
 * @param tallies at least one, at most PART_ROWS
 */
export function tallyPart(place: Place, tallies: readonly Tally[]): TallyPart {
  const rows = [...tallies].sort((a, b) => a.second - b.second);
  const seconds = Uint32Array.from(rows, ({ second }) => second);
  const weights = Uint32Array.from(rows, ({ count }) => count);
  // A line break in JSON stands between tokens, where a space says the same.
  const packed = compress(rows.map(({ text }) => text.replaceAll('\n', ' ')).join('\n'));
  const key = `tallies ${++versions}`;
  const open = (): OpenPart => {
    let known = opened.get(key);
    if (!known) {
      const texts = decompress(packed).toString().split('\n');
      known = openPart(place, seconds, texts);
      opened.set(
        key,
        known,
        texts.reduce((sum, text) => sum + text.length, 0)
      );
    }
    return known;
  };
  const part: EventPart = {
    key,
    place,
    size: weights.reduce((sum, count) => sum + count, 0),
    unreadable: 0,
    weights,
    oldestMs: seconds[0] * 1000,
    newestMs: seconds[seconds.length - 1] * 1000,
    open,
  };
  return { part, bytes: packed.length + seconds.byteLength + weights.byteLength };
}

function openPart(place: Place, seconds: Uint32Array, texts: readonly string[]): OpenPart {
  return {
    columns: columnsOf(
      texts.map((text) => parseEvent(text) as object),
      COLUMN_FIELDS
    ),
    seconds,
    row(row) {
      const text = texts[row];
      const { eventName, eventSource, readOnly } = JSON.parse(text) as Record<string, unknown>;
      return {
        // A tally is no event: nobody may take it for one.
        eventId: '',
        timeMs: seconds[row] * 1000,
        eventName: String(eventName ?? ''),
        eventSource: String(eventSource ?? ''),
        ...(typeof readOnly === 'boolean' ? { readOnly } : {}),
        ...place,
        text,
      };
    },
    records: (wanted) => wanted.map((row) => texts[row]),
  };
}
