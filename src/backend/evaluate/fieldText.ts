import type { EventRow } from '../../cloudtrail';
import { accountOf, principalOf, regionOf, type CloudTrailRecord } from './record';
import { fieldValues } from '../rules/engine';

/** Short names that are no fields of a record. */
const SHORT_NAMES: Readonly<Record<string, (record: CloudTrailRecord, row: EventRow) => string>> = {
  account: accountOf,
  region: regionOf,
  principal: principalOf,
};

/**
 * The values at a field path as texts, one for each value that arrays fan out to; none where the field is missing or
 * null. Objects are given as JSON.
 */
export function fieldTexts(record: CloudTrailRecord, row: EventRow, field: string): string[] {
  const short = SHORT_NAMES[field];
  if (short && !(field in record)) {
    return [short(record, row)];
  }
  return fieldValues(record, field).flatMap((value) => {
    if (value === null || value === undefined) {
      return [];
    }
    return [typeof value === 'object' ? JSON.stringify(value) : String(value)];
  });
}

/** The field as one label: several values in order, each once, joined by commas; empty where it is missing. */
export function fieldLabel(record: CloudTrailRecord, row: EventRow, field: string): string {
  return [...new Set(fieldTexts(record, row, field))].join(',');
}
