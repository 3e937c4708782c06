import type { ProblemCode } from '../parse/codes';
import type { Location, PlainValue, SigmaCorrelation, SigmaFilter, SigmaRule } from '../types';

export type Checked = SigmaRule | SigmaCorrelation | SigmaFilter;

/** Something in a good document that is likely not what was meant. */
export interface Issue {
  readonly code: ProblemCode;
  readonly severity: 'warning' | 'info';
  readonly message: string;
  readonly location?: Location;
  readonly path?: string;
}

/** One entry of a detection, as written. */
export interface WrittenItem {
  readonly field: string | undefined;
  readonly modifiers: readonly string[];
  readonly values: ReadonlyArray<string | number | boolean | null>;
  readonly location: Location;
  readonly path: string;
}

/** The entries of a rule's detections, as written. */
export function writtenItems(rule: SigmaRule): WrittenItem[] {
  return rule.detections.flatMap(({ name, definition, location }) =>
    definition === undefined ? [] : itemsOf(definition, location, `detection.${name}`)
  );
}

function itemsOf(definition: PlainValue, location: Location, path: string): WrittenItem[] {
  if (isScalar(definition)) {
    return [{ field: undefined, modifiers: [], values: [definition], location, path }];
  }
  if (Array.isArray(definition)) {
    const list = definition as readonly PlainValue[];
    return list.every(isScalar)
      ? [{ field: undefined, modifiers: [], values: list, location, path }]
      : list.flatMap((item, index) => itemsOf(item, location, `${path}.${index}`));
  }
  return Object.entries(definition as { readonly [name: string]: PlainValue }).map(([key, value]): WrittenItem => {
    const [field = '', ...modifiers] = key.split('|');
    const values = (Array.isArray(value) ? (value as readonly PlainValue[]) : [value]).filter(isScalar);
    return { field: field === '' ? undefined : field, modifiers, values, location, path: `${path}.${key}` };
  });
}

function isScalar(value: PlainValue): value is string | number | boolean | null {
  return value === null || typeof value !== 'object';
}

/** What stands more than once in a list, once each. */
export function repeatedOf(list: readonly string[]): string[] {
  const seen = new Set<string>();
  const repeated = new Set<string>();
  for (const item of list) {
    (seen.has(item) ? repeated : seen).add(item);
  }
  return [...repeated];
}
