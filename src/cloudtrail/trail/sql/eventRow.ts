import { createHash } from 'node:crypto';
import type { EventRow } from '../../store/types';
import type { RecordReader } from '../table/recordReader';
import type { SqlRow } from '../types';

/** A row as an event, as LookupEvents would have returned it; a record without an id gets one made from its text. */
export function eventRow(reader: RecordReader, row: SqlRow): EventRow {
  const text = reader.text(row);
  const leaf = (path: string) => reader.leaf(row, path) || undefined;
  const readOnly = leaf('readOnly')?.toLowerCase();
  const accessKeyId = leaf('userIdentity.accessKeyId');
  const username = usernameOf(leaf);
  return {
    eventId: leaf('eventID') ?? derivedId(text),
    timeMs: timeOf(leaf('eventTime')),
    eventName: leaf('eventName') ?? '',
    eventSource: leaf('eventSource') ?? '',
    ...(readOnly === 'true' || readOnly === 'false' ? { readOnly: readOnly === 'true' } : {}),
    ...(username === undefined ? {} : { username }),
    ...(accessKeyId === undefined ? {} : { accessKeyId }),
    account: leaf('recipientAccountId') ?? leaf('userIdentity.accountId') ?? '',
    region: leaf('awsRegion') ?? '',
    text,
  };
}

/** The user's name, the name of a role's session, or `root`: what LookupEvents calls Username. */
function usernameOf(leaf: (path: string) => string | undefined): string | undefined {
  const name = leaf('userIdentity.userName');
  if (name !== undefined || leaf('userIdentity.type') === 'Root') {
    return name ?? 'root';
  }
  const parts = leaf('userIdentity.arn')?.split('/') ?? [];
  return parts.length > 1
    ? parts.at(-1)
    : (leaf('userIdentity.principalId')?.split(':')[1] ?? leaf('userIdentity.invokedBy'));
}

/** Whole seconds, as CloudTrail's times are; the statement's range left no text in that is no time, but for odd ones. */
function timeOf(text: string | undefined): number {
  const time = Date.parse(text ?? '');
  const known = Number.isNaN(time) ? Date.parse(`${(text ?? '').slice(0, 19)}Z`) : time;
  return Number.isNaN(known) ? 0 : Math.floor(known / 1000) * 1000;
}

/** An id of a UUID's form, the same for the same text. */
function derivedId(text: string): string {
  const hex = createHash('sha256').update(text).digest('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join('-');
}
