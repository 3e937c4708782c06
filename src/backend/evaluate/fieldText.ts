import { OPAQUE } from '../../sigma';
import { fieldValues } from '../rules/engine';
import type { EventView } from './eventView';
import { accountOf, PRINCIPAL_FIELDS, principalOf, regionOf } from './principal';
import { RULE_LABELS } from './ruleLabels';

/** Short names that are no fields of a record. */
const SHORT_NAMES: Readonly<Record<string, (event: EventView) => string>> = {
  account: accountOf,
  region: regionOf,
  principal: principalOf,
};

const FIELDS_OF_SHORT_NAMES: Readonly<Record<string, readonly string[]>> = {
  account: ['recipientAccountId'],
  region: ['awsRegion'],
  principal: PRINCIPAL_FIELDS,
};

/** The fields of a record that a field's texts are made of; none for what a rule's labels tell. */
export function fieldsBehind(field: string): readonly string[] {
  return field in SHORT_NAMES ? FIELDS_OF_SHORT_NAMES[field] : RULE_LABELS.has(field) ? [] : [field];
}

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
