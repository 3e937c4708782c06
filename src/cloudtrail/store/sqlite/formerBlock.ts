import { zstdDecompressSync } from 'node:zlib';
import { envelopeText, type Envelope } from '../block/envelopes';
import type { BlockRow } from './insertBlock';

/** Columns of a row in files of version 1. */
type FormerEnvelope = readonly [
  eventId: string,
  timeMs: number,
  eventName: string,
  eventSource: string,
  readOnly: boolean | null,
  username: string | null,
  accessKeyId: string | null,
  resources: Envelope['resources'] | null,
];

/** Reads what files of version 1 hold, for the migration from it. */
export const formerRows = {
  /** A block: envelopes as one JSON list; records behind a line of their lengths. */
  ofBlock(envelopes: Uint8Array, records: Uint8Array): BlockRow[] {
    const rows = JSON.parse(zstdDecompressSync(envelopes).toString()) as FormerEnvelope[];
    const text = zstdDecompressSync(records).toString();
    const head = text.indexOf('\n');
    const lengths = JSON.parse(text.slice(0, head)) as Array<number | null>;
    let at = head + 1;
    return rows.map((row, index) => {
      const length = lengths[index];
      at += length ?? 0;
      return { ...rowOf(row), text: length === null ? null : text.slice(at - length, at) };
    });
  },

  /** An envelope of an event in no block, as it is written now. */
  ofRecent(envelope: string): string {
    return envelopeText(rowOf(JSON.parse(envelope) as FormerEnvelope));
  },
};

function rowOf(row: FormerEnvelope): Omit<BlockRow, 'text'> {
  const [eventId, timeMs, eventName, eventSource, readOnly, username, accessKeyId, resources] = row;
  return {
    eventId,
    timeMs,
    eventName,
    eventSource,
    ...(readOnly === null ? {} : { readOnly }),
    ...(username === null ? {} : { username }),
    ...(accessKeyId === null ? {} : { accessKeyId }),
    ...(resources ? { resources } : {}),
  };
}
