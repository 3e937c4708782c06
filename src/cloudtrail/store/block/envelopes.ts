import type { EventRow } from '../types';
import { compress, decompress } from './zstd';

/** What LookupEvents says of an event beside its record, its id and its time. */
export interface Envelope {
  readonly eventName: string;
  readonly eventSource: string;
  readonly readOnly?: boolean;
  readonly username?: string;
  readonly accessKeyId?: string;
  readonly resources?: EventRow['resources'];
}

const MEMBERS = ['eventName', 'eventSource', 'readOnly', 'username', 'accessKeyId', 'resources'] as const;

/** Envelopes by column: the different values, then the number of each row's. */
type Packed = ReadonlyArray<readonly [values: readonly unknown[], rows: readonly number[]]>;

export function packEnvelopes(rows: readonly Envelope[]): Uint8Array {
  const packed: Packed = MEMBERS.map((member) => {
    const known = new Map<string, number>();
    const numbers = rows.map((row) => {
      const key = JSON.stringify(row[member] ?? null);
      const number = known.get(key) ?? known.size;
      known.set(key, number);
      return number;
    });
    return [[...known.keys()].map((key) => JSON.parse(key) as unknown), numbers];
  });
  return compress(JSON.stringify(packed));
}

/** @throws Error where the bytes are not what packEnvelopes made */
export function unpackEnvelopes(data: Uint8Array): Envelope[] {
  const packed = JSON.parse(decompress(data).toString()) as Packed;
  return packed[0][1].map((_, row) => {
    const envelope: Record<string, unknown> = {};
    MEMBERS.forEach((member, index) => {
      const [values, rows] = packed[index];
      const value = values[rows[row]];
      if (value !== null) {
        envelope[member] = value;
      }
    });
    return envelope as unknown as Envelope;
  });
}

/** One event's envelope as JSON, for events that are in no block yet. */
export function envelopeText(row: Envelope): string {
  return JSON.stringify(Object.fromEntries(MEMBERS.map((member) => [member, row[member]])));
}
