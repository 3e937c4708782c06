/** A CloudTrail record, parsed. */
export type CloudTrailRecord = Readonly<Record<string, unknown>>;

/** A member of a record that is a text with letters in it. */
export function textAt(record: CloudTrailRecord, name: string): string | undefined {
  const value = record[name];
  return typeof value === 'string' && value !== '' ? value : undefined;
}
