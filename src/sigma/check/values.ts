import type { SigmaRule } from '../types';
import { isText, isWildcard, parseSigmaString } from '../value/sigmaString';
import { writtenItems, type Issue, type WrittenItem } from './issue';

/** Items with these hold no Sigma strings. */
const NO_STRINGS = ['re', 'cidr', 'fieldref'];

export function checkValues(rule: SigmaRule): Issue[] {
  return writtenItems(rule)
    .filter(({ modifiers }) => !modifiers.some((name) => NO_STRINGS.includes(name)))
    .flatMap((item) => [
      ...item.values.flatMap((value) => (typeof value === 'string' ? checkString(value, item) : [])),
      ...checkWildcards(item),
    ]);
}

function checkString(value: string, { location, path }: WrittenItem): Issue[] {
  const tokens = parseSigmaString(value);
  const texts = tokens.filter(isText).map(({ text }) => text);
  const shown = JSON.stringify(value.length > 60 ? `${value.slice(0, 59)}…` : value);
  const found: Array<false | Issue> = [
    tokens.some((token, index) => token === '*' && tokens[index + 1] === '*') && {
      code: 'double-wildcard',
      severity: 'info',
      message: `${shown} has several * in a row, which say no more than one. Write one, or \\* for a plain asterisk.`,
      location,
      path,
    },
    tokens.length === 1 &&
      /^[-+]?[0-9]+$/.test(texts[0] ?? '') && {
        code: 'number-as-string',
        severity: 'info',
        message: `${shown} is a number in quotes. Remove the quotes if the field holds a number.`,
        location,
        path,
      },
    texts.some((text) => /[\0-\x1f]/.test(text)) && {
      code: 'control-character',
      severity: 'warning',
      message: `${shown} holds a control character, likely from a backslash in double quotes. Use single quotes.`,
      location,
      path,
    },
    texts.some((text) => /[*?]/.test(text)) && {
      code: 'escaped-wildcard',
      severity: 'info',
      message: `${shown} holds an escaped wildcard. Remove the backslash if a wildcard is meant.`,
      location,
      path,
    },
  ];
  return found.filter((issue) => issue !== false);
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
