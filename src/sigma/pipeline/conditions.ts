import type { RE2JS } from 're2js';
import type { Draft, DraftItem } from '../lower/draft';
import { isWildcard, parseSigmaString, printSigmaString } from '../value/sigmaString';
import type { SigmaValue } from '../value/sigmaValue';
import type { Params } from './params';
import type { DraftRule, FieldCondition, ItemCondition, PlainScalar, RuleCondition } from './types';

/** The items of a detection, whatever they are nested in. */
export function itemsOf(draft: Draft): readonly DraftItem[] {
  switch (draft.op) {
    case 'item':
      return [draft];
    case 'not':
      return itemsOf(draft.of);
    default:
      return draft.of.flatMap(itemsOf);
  }
}

function ruleItems(rule: DraftRule): readonly DraftItem[] {
  return [...rule.detections.values(), ...rule.added.map(({ draft }) => draft)].flatMap(itemsOf);
}

type Reader<T> = (params: Params) => T;

/** Conditions on the whole rule (`rule_conditions`). */
export const RULE_CONDITIONS: ReadonlyMap<string, Reader<RuleCondition>> = new Map<string, Reader<RuleCondition>>([
  [
    'logsource',
    (params) => {
      const wanted = (['category', 'product', 'service'] as const).map(
        (part) => [part, params.optionalText(part)] as const
      );
      if (wanted.every(([, text]) => text === undefined)) {
        params.fail('A "logsource" condition needs at least one of category, product and service.');
      }
      return ({ logsource }) => wanted.every(([part, text]) => text === undefined || logsource[part] === text);
    },
  ],
  [
    'contains_field',
    (params) => {
      const field = params.text('field');
      return (rule) => ruleItems(rule).some((item) => item.field === field);
    },
  ],
  [
    'contains_detection_item',
    (params) => {
      const field = params.text('field');
      const equals = valueEquals(params.scalar('value'));
      return (rule) => ruleItems(rule).some((item) => item.field === field && item.values.some(equals));
    },
  ],
  ['processing_item_applied', appliedTo((id) => (rule) => rule.applied.has(id))],
  ['processing_state', stateIs((holds) => holds)],
  [
    'is_sigma_rule',
    () =>
      ({ kind }) =>
        kind === 'rule',
  ],
  [
    'tag',
    (params) => {
      const tag = params.text('tag');
      return ({ metadata }) => metadata.tags.includes(tag);
    },
  ],
  ['rule_attribute', ruleAttribute],
]);

/** Conditions on an item (`detection_item_conditions`). */
export const ITEM_CONDITIONS: ReadonlyMap<string, Reader<ItemCondition>> = new Map<string, Reader<ItemCondition>>([
  [
    'match_string',
    (params) => {
      const pattern = params.regex('pattern');
      const negate = params.flag('negate');
      const quantified = quantifier(params);
      return (item) => quantified(item, (value) => isMatch(pattern, value)) !== negate;
    },
  ],
  [
    'match_value',
    (params) => {
      const equals = valueEquals(params.scalar('value'));
      const quantified = quantifier(params);
      return (item) => quantified(item, equals);
    },
  ],
  [
    'contains_wildcard',
    (params) => {
      const quantified = quantifier(params);
      return (item) => quantified(item, (value) => value.type === 'string' && value.tokens.some(isWildcard));
    },
  ],
  [
    'is_null',
    (params) => {
      const quantified = quantifier(params);
      return (item) => quantified(item, (value) => value.type === 'null');
    },
  ],
  ['processing_item_applied', appliedTo((id) => (item: DraftItem) => item.applied?.has(id) ?? false)],
  ['processing_state', stateIs((holds) => (_: DraftItem, rule: DraftRule) => holds(rule))],
]);

/** Conditions on a field's name (`field_name_conditions`). */
export const FIELD_CONDITIONS: ReadonlyMap<string, Reader<FieldCondition>> = new Map<string, Reader<FieldCondition>>([
  ['include_fields', fieldList(true)],
  ['exclude_fields', fieldList(false)],
  [
    'processing_item_applied',
    appliedTo((id) => (_: unknown, __: DraftRule, item: DraftItem) => item.applied?.has(id) ?? false),
  ],
  ['processing_state', stateIs((holds) => (_: unknown, rule: DraftRule) => holds(rule))],
]);

function appliedTo<T>(make: (id: string) => T): Reader<T> {
  return (params) => make(params.text('processing_item_id'));
}

function stateIs<T>(make: (holds: RuleCondition) => T): Reader<T> {
  return (params) => {
    const [key, value] = [params.text('key'), params.scalar('val')];
    return make((rule) => rule.state.get(key) === value);
  };
}

function fieldList(include: boolean): Reader<FieldCondition> {
  return (params) => {
    const fields = params.texts('fields');
    const patterns =
      params.word('mode', 'plain', 're') === 're' ? fields.map((text) => params.compile(text, 'fields')) : undefined;
    return (field) => {
      const listed =
        field !== undefined &&
        (patterns ? patterns.some((compiled) => compiled.matcher(field).lookingAt()) : fields.includes(field));
      return listed === include;
    };
  };
}

function quantifier(params: Params): (item: DraftItem, test: (value: SigmaValue) => boolean) => boolean {
  const all = params.word('cond', 'any', 'all') === 'all';
  return ({ values }, test) => {
    const each = values.flatMap((value) => (value.type === 'expansion' ? value.values : [value]));
    return all ? each.length > 0 && each.every(test) : each.some(test);
  };
}

function isMatch(compiled: RE2JS, value: SigmaValue): boolean {
  return value.type === 'string' && compiled.matcher(printSigmaString(value.tokens)).lookingAt();
}

function valueEquals(wanted: PlainScalar): (value: SigmaValue) => boolean {
  const text = typeof wanted === 'string' ? printSigmaString(parseSigmaString(wanted)) : undefined;
  return (value) => {
    switch (value.type) {
      case 'string':
        return printSigmaString(value.tokens) === text;
      case 'number':
        return value.number === wanted;
      case 'bool':
        return value.bool === wanted;
      case 'null':
        return wanted === null;
      default:
        return false;
    }
  };
}

const LEVELS = ['informational', 'low', 'medium', 'high', 'critical'];
const STATUSES = ['unsupported', 'deprecated', 'experimental', 'test', 'stable'];

function ruleAttribute(params: Params): RuleCondition {
  const attribute = params.text('attribute');
  const value = params.scalar('value');
  const op = params.word('op', 'eq', 'ne', 'gt', 'gte', 'lt', 'lte', 'in', 'not_in');
  return (rule) => {
    const own = rule.metadata as unknown as Readonly<Record<string, unknown>>;
    const found = Object.hasOwn(own, attribute) ? own[attribute] : rule.metadata.custom[attribute];
    if (op === 'in' || op === 'not_in') {
      return Array.isArray(found) && found.includes(value) === (op === 'in');
    }
    if (op === 'eq' || op === 'ne') {
      return found !== undefined && (found === value) === (op === 'eq');
    }
    const order = compare(attribute, found, value);
    return (
      order !== undefined &&
      ((op === 'gt' && order > 0) ||
        (op === 'gte' && order >= 0) ||
        (op === 'lt' && order < 0) ||
        (op === 'lte' && order <= 0))
    );
  };
}

/** Levels and statuses in their order, numbers, and dates as written (`2026-01-05`). */
function compare(attribute: string, found: unknown, value: PlainScalar): number | undefined {
  const scale = attribute === 'level' ? LEVELS : attribute === 'status' ? STATUSES : undefined;
  if (scale) {
    const [a, b] = [scale.indexOf(String(found)), scale.indexOf(String(value))];
    return a < 0 || b < 0 ? undefined : a - b;
  }
  if (typeof found === 'number' && typeof value === 'number') {
    return found - value;
  }
  return typeof found === 'string' && typeof value === 'string'
    ? found < value
      ? -1
      : found > value
        ? 1
        : 0
    : undefined;
}
