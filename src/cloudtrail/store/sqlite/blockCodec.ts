import { zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import type { EventRow, Place } from '../types';

/** Columns of a row besides place and record, in an order that does not change. */
type Envelope = readonly [
  eventId: string,
  timeMs: number,
  eventName: string,
  eventSource: string,
  readOnly: boolean | null,
  username: string | null,
  accessKeyId: string | null,
  resources: EventRow['resources'] | null,
];

export interface PackedBlock {
  readonly envelopes: Uint8Array;
  readonly records: Uint8Array;
}

/** One row's columns as JSON. */
export function envelopeText(row: EventRow): string {
  return JSON.stringify(envelopeOf(row));
}

/** The row of an envelope; `text` reads its record when it is first asked for. */
export function rowOf(envelope: string | Envelope, place: Place, text: () => string | null): EventRow {
  const columns = (typeof envelope === 'string' ? JSON.parse(envelope) : envelope) as Envelope;
  const [eventId, timeMs, eventName, eventSource, readOnly, username, accessKeyId, resources] = columns;
  return {
    eventId,
    timeMs,
    eventName,
    eventSource,
    ...(readOnly === null ? {} : { readOnly }),
    ...(username === null ? {} : { username }),
    ...(accessKeyId === null ? {} : { accessKeyId }),
    ...(resources ? { resources } : {}),
    account: place.account,
    region: place.region,
    get text() {
      return text();
    },
  };
}

/** Packs rows: envelopes and records apart, each one zstd frame. */
export function packBlock(rows: readonly EventRow[]): PackedBlock {
  return {
    envelopes: zstdCompressSync(JSON.stringify(rows.map(envelopeOf))),
    records: zstdCompressSync(recordsText(rows)),
  };
}

export function unpackEnvelopes(data: Uint8Array): Envelope[] {
  return JSON.parse(zstdDecompressSync(data).toString()) as Envelope[];
}

export function unpackRecords(data: Uint8Array): Array<string | null> {
  const text = zstdDecompressSync(data).toString();
  const head = text.indexOf('\n');
  let at = head + 1;
  return (JSON.parse(text.slice(0, head)) as Array<number | null>).map((length) => {
    if (length === null) {
      return null;
    }
    at += length;
    return text.slice(at - length, at);
  });
}

/** A line of lengths, then the records as they are: JSON inside JSON would have to be escaped and parsed again. */
function recordsText(rows: readonly EventRow[]): string {
  const records = rows.map(({ text }) => text);
  return `${JSON.stringify(records.map((record) => record?.length ?? null))}\n${records.join('')}`;
}

function envelopeOf(row: EventRow): Envelope {
  const { eventId, timeMs, eventName, eventSource, readOnly, username, accessKeyId, resources } = row;
  return [
    eventId,
    timeMs,
    eventName,
    eventSource,
    readOnly ?? null,
    username ?? null,
    accessKeyId ?? null,
    resources ?? null,
  ];
}
