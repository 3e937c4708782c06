import type { SigmaRule } from '../types';
import { writtenItems, type Issue, type WrittenItem } from './issue';

export function checkModifiers(rule: SigmaRule): Issue[] {
  return writtenItems(rule).flatMap((item) => checkItem(item));
}

function checkItem({ field, modifiers, location, path }: WrittenItem): Issue[] {
  const has = (name: string): boolean => modifiers.includes(name);
  const repeated = modifiers.filter((name, index) => name !== 'base64' && modifiers.indexOf(name) < index);
  const issue = (code: Issue['code'], message: string): Issue => ({
    code,
    severity: 'warning',
    message,
    location,
    path,
  });
  return [
    field !== undefined && has('all') && !has('contains')
      ? issue(
          'all-without-contains',
          'With "all" a field must equal every value, which no field with one value does. Add |contains.'
        )
      : undefined,
    has('base64offset') && !has('contains')
      ? issue(
          'base64offset-without-contains',
          'The encodings of "base64offset" stand inside longer text. Write |base64offset|contains.'
        )
      : undefined,
    has('windash') && has('all')
      ? issue(
          'windash-with-all',
          '"windash" makes several values of one, of which any matches, and "all" joins values. Write one detection for each value.'
        )
      : undefined,
    repeated.length > 0
      ? issue('modifier-repeated', `"${repeated[0] ?? ''}" is applied twice. Write it once.`)
      : undefined,
  ].filter((found) => found !== undefined);
}
