import type { ParseContext } from '../parse/context';
import type { Expression } from '../types';
import type { Draft, DraftItem } from './draft';
import { LowerFault, lowerValue } from './lowerValue';

/** Lowers a detection to predicates. Reports what is wrong; undefined where nothing is left. */
export function lowerDraft(draft: Draft, context: ParseContext): Expression | undefined {
  switch (draft.op) {
    case 'item':
      return lowerItem(draft, context);
    case 'not': {
      const of = lowerDraft(draft.of, context);
      return of && { op: 'not', of, location: draft.location };
    }
    default: {
      const of = draft.of.map((part) => lowerDraft(part, context)).filter((part) => part !== undefined);
      const [only] = of;
      return of.length === 0 ? undefined : of.length === 1 ? only : { op: draft.op, of, location: draft.location };
    }
  }
}

function lowerItem(item: DraftItem, { limits, report }: ParseContext): Expression | undefined {
  const { field, values, linking, negated, label, location, valueLocations, path } = item;
  const labelled = label !== undefined ? { label } : {};
  const of: Expression[] = [];
  for (const [index, value] of values.entries()) {
    const at = valueLocations[index] ?? location;
    try {
      of.push(lowerValue(value, { field, location: at, limits }));
    } catch (fault) {
      if (!(fault instanceof LowerFault)) {
        throw fault;
      }
      report.error(fault.code, at, fault.message, path);
      return undefined;
    }
  }
  if (of.length === 0 && field !== undefined) {
    of.push({ op: 'predicate', predicate: { kind: 'is_null', field, location }, location });
  }
  const [only] = of;
  const expression: Expression =
    of.length === 1 && only ? { ...only, ...labelled } : { op: linking, of, ...labelled, location };
  return negated ? { op: 'not', of: expression, ...labelled, location } : expression;
}
