import type { Draft, DraftItem } from '../lower/draft';
import { parseSigmaString, printSigmaString } from '../value/sigmaString';
import { toSigmaValue, type SigmaValue } from '../value/sigmaValue';
import type { Params } from './params';
import { isScalar, PipelineFault, type DraftRule, type PlainScalar, type Transformation } from './types';
import {
  asNumber,
  asString,
  changeCase,
  fillPlaceholders,
  mapStrings,
  replaceInString,
  toReplacement,
  writtenValue,
} from './values';

type Reader = (params: Params) => Transformation;

/** What pipelines can do to rules that are matched on events, by `type`. */
export const TRANSFORMATIONS: ReadonlyMap<string, Reader> = new Map<string, Reader>([
  [
    'field_name_mapping',
    (params) => {
      const mapping = params.textMap('mapping');
      return { onField: (field) => mapping.get(field) ?? [field] };
    },
  ],
  [
    'field_name_prefix_mapping',
    (params) => {
      const mapping = [...params.textMap('mapping')];
      return {
        onField: (field) => {
          const found = mapping.find(([prefix]) => field.startsWith(prefix));
          return found ? found[1].map((prefix) => prefix + field.slice(found[0].length)) : [field];
        },
      };
    },
  ],
  [
    'field_name_prefix',
    (params) => {
      const prefix = params.text('prefix');
      return { onField: (field) => [prefix + field] };
    },
  ],
  [
    'field_name_suffix',
    (params) => {
      const suffix = params.text('suffix');
      return { onField: (field) => [field + suffix] };
    },
  ],
  ['drop_detection_item', () => ({ onItem: () => undefined })],
  ['add_condition', addCondition],
  [
    'change_logsource',
    (params) => {
      const parts = (['category', 'product', 'service'] as const).flatMap((part) => {
        const text = params.optionalText(part);
        return text === undefined ? [] : [[part, text] as const];
      });
      if (parts.length === 0) {
        params.fail('"change_logsource" needs at least one of category, product and service.');
      }
      return { onRule: (rule) => void (rule.logsource = Object.fromEntries(parts)) };
    },
  ],
  [
    'replace_string',
    (params) => {
      const regex = params.regex('regex');
      const { replacement, missing } = toReplacement(params.text('replacement'), regex);
      if (missing !== undefined) {
        params.fail(`The expression has no group "${missing}".`, 'replacement');
      }
      const plainOnly = params.flag('skip_special');
      return onStrings((string) => replaceInString(string, regex, replacement, plainOnly));
    },
  ],
  [
    'map_string',
    (params) => {
      const mapping = params.textMap('mapping');
      return onStrings((string) => {
        const texts = mapping.get(printSigmaString(string.tokens));
        const values = texts?.map((text): SigmaValue => ({
          ...string,
          tokens: parseSigmaString(text),
          original: text,
        }));
        return values === undefined
          ? string
          : values.length === 1 && values[0]
            ? values[0]
            : { type: 'expansion', values };
      });
    },
  ],
  [
    'case',
    (params) => {
      const method = params.word('method', 'lower', 'upper');
      return onStrings((string) => changeCase(string, method));
    },
  ],
  [
    'set_value',
    (params) => {
      const value = params.scalar('value');
      const force =
        params.optionalText('force_type') === undefined ? undefined : params.word('force_type', 'str', 'num');
      return onValues(() => writtenValue(value, force));
    },
  ],
  [
    'convert_type',
    (params) => {
      const convert = params.word('target_type', 'str', 'num') === 'str' ? asString : asNumber;
      return onValues(convert);
    },
  ],
  ['value_placeholders', placeholders((rule, name) => variableValues(rule, name))],
  ['wildcard_placeholders', placeholders(() => [['*']])],
  [
    'set_state',
    (params) => {
      const [key, value] = [params.text('key'), params.scalar('val')];
      return { onRule: ({ state }) => void state.set(key, value) };
    },
  ],
  [
    'rule_failure',
    (params) => {
      const message = params.text('message');
      return {
        // A filter that is refused would let through what it should leave out.
        onRule: ({ kind }) => {
          if (kind === 'rule') {
            throw new PipelineFault(message);
          }
        },
      };
    },
  ],
  [
    'detection_item_failure',
    (params) => {
      const message = params.text('message');
      return {
        onItem: ({ location }) => {
          throw new PipelineFault(message, location);
        },
      };
    },
  ],
]);

/** What is refused, and why. */
export const REFUSED_TRANSFORMATIONS: ReadonlyMap<string, string> = new Map([
  [
    'query_expression_placeholders',
    'It writes a part of a query, and events are not asked by queries here. Use value_placeholders.',
  ],
  ['field_name_transform', 'It calls a function of a program. Use field_name_mapping.'],
  ['regex', 'It writes strings as expressions for a query language. Strings are compared as they are here.'],
  ['hashes_fields', 'It splits the hashes of Windows events, which CloudTrail has not. Remove it.'],
  ['set_custom_attribute', 'It is for what makes a query of the rule. Remove it.'],
  ['add_field', 'It adds a column to a query’s result. Remove it.'],
  ['remove_field', 'It takes a column from a query’s result. Remove it.'],
  ['set_field', 'It sets the columns of a query’s result. Remove it.'],
  ['nest', 'Write its steps into "transformations" themselves, with the conditions of the nest.'],
  ['strict_field_mapping_failure', 'Use rule_failure with a "contains_field" condition.'],
]);

function onValues(change: (value: SigmaValue) => SigmaValue): Transformation {
  return { onItem: (item) => ({ ...item, values: item.values.map(change) }) };
}

function onStrings(change: Parameters<typeof mapStrings>[1]): Transformation {
  return onValues((value) => mapStrings(value, change));
}

function placeholders(
  valuesOf: (rule: DraftRule, name: string) => ReturnType<Parameters<typeof fillPlaceholders>[1]>
): Reader {
  return (params) => {
    const include = params.optionalNode('include') && new Set(params.texts('include'));
    const exclude = params.optionalNode('exclude') && new Set(params.texts('exclude'));
    if (include && exclude) {
      params.fail('"include" and "exclude" exclude each other. Write one of them.', 'exclude');
    }
    const concerns = (name: string): boolean => (include?.has(name) ?? true) && !(exclude?.has(name) ?? false);
    return {
      onItem: (item, rule) => ({
        ...item,
        values: item.values.map((value) =>
          mapStrings(value, (string) =>
            fillPlaceholders(string, (name) => (concerns(name) ? valuesOf(rule, name) : undefined))
          )
        ),
      }),
    };
  };
}

/** Values of a pipeline's `vars`, which may hold wildcards. Without one, the rule is refused when it is lowered. */
function variableValues({ vars }: DraftRule, name: string) {
  return Object.hasOwn(vars, name) ? vars[name]?.map((value) => parseSigmaString(String(value))) : undefined;
}

/** The longest list of conditions' values is bounded by the pipeline's own size. */
function addCondition(params: Params): Transformation {
  const conditions = params.map('conditions').map(([field, value]) => {
    const values = Array.isArray(value) ? value : [value];
    if (!values.every(isScalar)) {
      params.fail(`The condition on "${field}" needs a plain value or a list of them.`, 'conditions');
    }
    return [field, values as readonly PlainScalar[]] as const;
  });
  if (conditions.length === 0) {
    params.fail('"conditions" needs at least one field.', 'conditions');
  }
  const name = params.optionalText('name') ?? '_added';
  const template = params.flag('template');
  const negated = params.flag('negated');
  return {
    onRule: (rule) => {
      const of = conditions.map(([field, values]): DraftItem => {
        const texts = template ? values.map((value) => fillTemplate(value, rule)) : values;
        return {
          op: 'item',
          field,
          values: texts.map(toSigmaValue),
          linking: 'or',
          negated: false,
          label: field,
          location: rule.location,
          valueLocations: [],
          path: 'detection',
        };
      });
      const { location } = rule;
      const draft: Draft = { op: 'and', of, location };
      rule.added = [...rule.added, { name, draft: negated ? { op: 'not', of: draft, location } : draft }];
    },
  };
}

/** `$category`, `${product}` and `$service` of the rule's log source. */
function fillTemplate(value: PlainScalar, { logsource }: DraftRule): PlainScalar {
  return typeof value === 'string'
    ? value.replace(
        /\$(?:\{(category|product|service)\}|(category|product|service)\b)/g,
        (_, braced?: 'category' | 'product' | 'service', bare?: 'category' | 'product' | 'service') =>
          logsource[braced ?? bare ?? 'service'] ?? ''
      )
    : value;
}
