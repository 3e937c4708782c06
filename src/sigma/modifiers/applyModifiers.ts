import { closeName } from '../closeName';
import type { Limits } from '../limits';
import type { ProblemCode } from '../parse/codes';
import type { SigmaValue } from '../value/sigmaValue';
import { createBudget, spend, type ValueBudget } from './budget';
import type { ModifierContext, Placeholders } from './context';
import { ModifierFault } from './fault';
import { LIST_MODIFIERS, MODIFIER_NAMES, VALUE_MODIFIERS, type ValueModifier } from './registry';

export interface ModifiedItem {
  /** One for each value of the item, in order. */
  readonly values: readonly SigmaValue[];
  /** How the values are linked. */
  readonly linking: 'and' | 'or';
  /** True: the item as a whole is negated, so that a missing field matches. */
  readonly negated: boolean;
}

export interface ModifierProblem {
  readonly code: ProblemCode;
  readonly message: string;
  /** Index of the modifier at fault. */
  readonly modifier: number;
  /** Index of the value at fault; absent where the modifier itself is. */
  readonly value?: number;
  readonly range?: { readonly from: number; readonly to: number };
}

export type ModifierResult =
  | { readonly item: ModifiedItem; readonly problem?: undefined }
  | { readonly item?: undefined; readonly problem: ModifierProblem };

/** A key of a detection's map: `field|modifier|modifier`. An empty field makes a keyword. */
export interface ItemKey {
  readonly field: string | undefined;
  readonly modifiers: readonly string[];
}

export function parseItemKey(key: string): ItemKey {
  const [field = '', ...modifiers] = key.split('|');
  return { field: field === '' ? undefined : field, modifiers };
}

/** Applies modifiers, in order, to an item's values. */
export function applyModifiers(
  key: ItemKey,
  values: readonly SigmaValue[],
  options: { readonly placeholders: Placeholders; readonly limits: Limits; readonly budget?: ValueBudget }
): ModifierResult {
  const { placeholders, limits, budget = createBudget(limits) } = options;
  if (key.modifiers.length > limits.modifiers) {
    const message = `A field has at most ${limits.modifiers} modifiers; this one has ${key.modifiers.length}. Remove those that are repeated.`;
    return { problem: { code: 'rule-too-large', message, modifier: limits.modifiers } };
  }
  const unknown = key.modifiers.findIndex((name) => !VALUE_MODIFIERS.has(name) && !LIST_MODIFIERS.has(name));
  if (unknown >= 0) {
    return {
      problem: { code: 'unknown-modifier', message: unknownMessage(key.modifiers[unknown] ?? ''), modifier: unknown },
    };
  }
  let current = values;
  let linking: 'and' | 'or' = 'or';
  let negated = false;
  for (const [modifier, name] of key.modifiers.entries()) {
    const apply = VALUE_MODIFIERS.get(name);
    if (!apply) {
      linking = name === 'all' ? 'and' : linking;
      negated = negated || name === 'neq';
      continue;
    }
    const context: ModifierContext = {
      field: key.field,
      name,
      applied: key.modifiers.slice(0, modifier),
      placeholders,
      limits,
    };
    const next: SigmaValue[] = [];
    for (const [index, value] of current.entries()) {
      try {
        next.push(applyToValue(apply, value, context, budget));
      } catch (fault) {
        if (!(fault instanceof ModifierFault)) {
          throw fault;
        }
        const { code, message, range } = fault;
        return { problem: { code, message, modifier, value: index, ...(range && { range }) } };
      }
    }
    current = next;
  }
  return { item: { values: current, linking, negated } };
}

/** A value that became several is modified one by one. */
function applyToValue(
  apply: ValueModifier,
  value: SigmaValue,
  context: ModifierContext,
  budget: ValueBudget
): SigmaValue {
  if (value.type === 'expansion') {
    return { type: 'expansion', values: value.values.map((inner) => applyToValue(apply, inner, context, budget)) };
  }
  const result = apply(value, context);
  if (!spend(budget, result)) {
    throw new ModifierFault(
      'rule-too-large',
      `With "${context.name}" the values of this rule become too many or too long. Use fewer or shorter values, or split the rule.`
    );
  }
  return result;
}

function unknownMessage(name: string): string {
  if (name === '') {
    return 'A modifier is missing after "|". Write one, or remove the "|".';
  }
  const lower = name.toLowerCase();
  const close = MODIFIER_NAMES.includes(lower) ? lower : closeName(lower, MODIFIER_NAMES, 3);
  const advice = close ? `Did you mean "${close}"?` : `Known modifiers: ${MODIFIER_NAMES.join(', ')}.`;
  return `There is no modifier "${name.slice(0, 40)}". ${advice}`;
}
