import type { EventRow } from '../../cloudtrail';

/** A CloudTrail record, parsed. */
export type CloudTrailRecord = Readonly<Record<string, unknown>>;

/** The row's record; an empty one where CloudTrail sent none that can be read. */
export function recordOf(row: EventRow): CloudTrailRecord {
  return row.text === null ? {} : (JSON.parse(row.text) as CloudTrailRecord);
}

/** Who acted, as a person would name them: the ARN, else the user's name, the service, or the envelope's user name. */
export function principalOf(record: CloudTrailRecord, row: EventRow): string {
  const identity = objectAt(record, 'userIdentity');
  return (
    textAt(identity, 'arn') ??
    textAt(identity, 'userName') ??
    textAt(identity, 'invokedBy') ??
    textAt(identity, 'principalId') ??
    row.username ??
    textAt(identity, 'type') ??
    ''
  );
}

/** The account that the event belongs to: the record's, else where it was looked up. */
export function accountOf(record: CloudTrailRecord, row: EventRow): string {
  return textAt(record, 'recipientAccountId') ?? row.account;
}

/** The region that the event happened in: the record's, else where it was looked up. */
export function regionOf(record: CloudTrailRecord, row: EventRow): string {
  return textAt(record, 'awsRegion') ?? row.region;
}

export function textAt(object: CloudTrailRecord | undefined, name: string): string | undefined {
  const value = object?.[name];
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function objectAt(object: CloudTrailRecord, name: string): CloudTrailRecord | undefined {
  const value = object[name];
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as CloudTrailRecord) : undefined;
}
