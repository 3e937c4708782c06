import type { SigmaValue } from '../value/sigmaValue';
import { base64, base64offset } from './base64';
import { cased, fieldref } from './comparison';
import type { ModifierContext } from './context';
import { expand } from './expand';
import { contains, endswith, startswith } from './openEnds';
import { cidr, compare, exists, re, regexFlag, timePart } from './typed';
import { utf16, utf16be, utf16le } from './utf16';
import { windash } from './windash';

export type ValueModifier = (value: SigmaValue, context: ModifierContext) => SigmaValue;

/** Modifiers that change each value (sigma-appendix-modifiers 2.1.0). */
export const VALUE_MODIFIERS: ReadonlyMap<string, ValueModifier> = new Map<string, ValueModifier>([
  ['contains', contains],
  ['startswith', startswith],
  ['endswith', endswith],
  ['cased', cased],
  ['re', re],
  ['i', regexFlag('i')],
  ['ignorecase', regexFlag('i')],
  ['m', regexFlag('m')],
  ['multiline', regexFlag('m')],
  ['s', regexFlag('s')],
  ['dotall', regexFlag('s')],
  ['cidr', cidr],
  ['base64', base64],
  ['base64offset', base64offset],
  ['wide', utf16le],
  ['utf16le', utf16le],
  ['utf16be', utf16be],
  ['utf16', utf16],
  ['windash', windash],
  ['exists', exists],
  ['fieldref', fieldref],
  ['expand', expand],
  ['gt', compare('gt')],
  ['gte', compare('gte')],
  ['lt', compare('lt')],
  ['lte', compare('lte')],
  ['minute', timePart('minute')],
  ['hour', timePart('hour')],
  ['day', timePart('day')],
  ['week', timePart('week')],
  ['month', timePart('month')],
  ['year', timePart('year')],
]);

/** Modifiers of the whole item: `all` links its values with AND, `neq` negates it. */
export const LIST_MODIFIERS: ReadonlySet<string> = new Set(['all', 'neq']);

/** Every modifier's name, for messages and editors. */
export const MODIFIER_NAMES: readonly string[] = [...VALUE_MODIFIERS.keys(), ...LIST_MODIFIERS].sort();
