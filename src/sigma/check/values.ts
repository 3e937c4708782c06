import { DEFAULT_LIMITS } from '../limits';
import { applyModifiers } from '../modifiers/applyModifiers';
import type { SigmaRule } from '../types';
import { isText, isWildcard, parseSigmaString } from '../value/sigmaString';
import { toSigmaValue } from '../value/sigmaValue';
import { writtenItems, type Issue, type WrittenItem } from './issue';

/** Items with these hold no Sigma strings. */
const NO_STRINGS = ['re', 'cidr', 'fieldref'];

export function checkValues(rule: SigmaRule): Issue[] {
  return writtenItems(rule)
    .filter(({ modifiers }) => !modifiers.some((name) => NO_STRINGS.includes(name)))
    .flatMap((item) => [...checkStrings(item), ...checkWildcards(item)]);
}

function hint(
  code: Issue['code'],
  severity: Issue['severity'],
  message: string,
  { location, path }: WrittenItem
): Issue {
  return { code, severity, message, location, path };
}

function shorten(value: string): string {
  return JSON.stringify(value.length > 60 ? `${value.slice(0, 59)}…` : value);
}

/** What modifiers make of the values counts: with `contains`, "12" is no number, and "*" beside the value one too many. */
function checkStrings(item: WrittenItem): Issue[] {
  const { field, modifiers, values } = item;
  const options = { placeholders: {}, limits: DEFAULT_LIMITS };
  const { item: modified } = applyModifiers({ field, modifiers }, values.map(toSigmaValue), options);
  return (modified?.values ?? []).flatMap((value, index) => {
    if (value.type !== 'string') {
      return [];
    }
    const shown = shorten(String(values[index]));
    const texts = value.tokens.filter(isText).map(({ text }) => text);
    const controls = /[\0-\x1f]/;
    const found: Array<false | Issue> = [
      // `wide` puts zero bytes into a value, so the written one must hold them too.
      texts.some((text) => controls.test(text)) &&
        controls.test(String(values[index])) &&
        hint(
          'control-character',
          'warning',
          `${shown} holds a control character, likely from a backslash in double quotes. Use single quotes.`,
          item
        ),
      value.tokens.some((token, position) => token === '*' && value.tokens[position + 1] === '*') &&
        hint(
          'double-wildcard',
          'info',
          `${shown} has several * in a row, which say no more than one. Write one, or \\* for a plain asterisk.`,
          item
        ),
      value.tokens.length === 1 &&
        /^[-+]?[0-9]+$/.test(texts[0] ?? '') &&
        hint(
          'number-as-string',
          'info',
          `${shown} is a number in quotes. Remove the quotes if the field holds a number.`,
          item
        ),
      texts.some((text) => /[*?]/.test(text)) &&
        hint(
          'escaped-wildcard',
          'info',
          `${shown} holds an escaped wildcard. Remove the backslash if a wildcard is meant.`,
          item
        ),
    ];
    return found.filter((issue) => issue !== false);
  });
}

/** Wildcards at the ends of all values where a modifier says the same. */
function checkWildcards({ values, modifiers, location, path }: WrittenItem): Issue[] {
  const forms = new Set(
    values.map((value) => {
      const tokens = typeof value === 'string' ? parseSigmaString(value) : [];
      const [before, after] = [tokens[0] === '*', tokens[tokens.length - 1] === '*'];
      const inner = tokens.slice(before ? 1 : 0, after ? -1 : undefined);
      if (tokens.length < 2 || inner.some(isWildcard) || !(before || after)) {
        return 'other';
      }
      return before && after ? 'contains' : before ? 'endswith' : 'startswith';
    })
  );
  const [form] = forms;
  if (forms.size !== 1 || form === undefined || form === 'other' || modifiers.includes(form)) {
    return [];
  }
  return [
    {
      code: 'wildcards-instead-of-modifier',
      severity: 'info',
      message: `The values' wildcards say the same as "${form}". Write |${form} and leave the * out.`,
      location,
      path,
    },
  ];
}
