import { OPAQUE } from '../../sigma';
import { fieldValues } from '../rules/engine';
import type { EventView } from './eventView';
import { accountOf, principalOf, regionOf } from './principal';

/** Short names that are no fields of a record. */
const SHORT_NAMES: Readonly<Record<string, (event: EventView) => string>> = {
  account: accountOf,
  region: regionOf,
  principal: principalOf,
};

/**
 * The values at a field path as texts, one for each value that arrays fan out to; none where the field is missing or
 * null. Objects are given as JSON.
 */
export function fieldTexts(event: EventView, field: string): string[] {
  const short = SHORT_NAMES[field];
  if (short) {
    return [short(event)];
  }
  const held = event.column(field);
  return textsOf(held === OPAQUE ? fieldValues(event.record, field) : [held]);
}

/** Values as texts, those that are missing or null left out; objects as JSON. */
export function textsOf(values: readonly unknown[]): string[] {
  return values.flatMap((value) => {
    if (value === null || value === undefined) {
      return [];
    }
    return [typeof value === 'object' ? JSON.stringify(value) : String(value)];
  });
}

/** The field as one label: several values in order, each once, joined by commas; empty where it is missing. */
export function fieldLabel(event: EventView, field: string): string {
  return [...new Set(fieldTexts(event, field))].join(',');
}
