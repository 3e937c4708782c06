import type { RE2JS } from 're2js';
import {
  isText,
  isWildcard,
  mergeText,
  parseSigmaString,
  printSigmaString,
  type StringToken,
} from '../value/sigmaString';
import { stringValue, toSigmaValue, type SigmaValue, type StringValue } from '../value/sigmaValue';
import { PipelineFault, type PlainScalar } from './types';

/** Values that the placeholders of one value may become. */
const MAX_VARIANTS = 10_000;

/** Changes each string of a value, also of one that became several. */
export function mapStrings(value: SigmaValue, change: (string: StringValue) => SigmaValue): SigmaValue {
  if (value.type === 'expansion') {
    return { type: 'expansion', values: value.values.map((inner) => mapStrings(inner, change)) };
  }
  return value.type === 'string' ? change(value) : value;
}

/**
 * `replace_string`: what the expression finds in the value as Sigma writes it, wildcards and escapes included, is replaced, and
 * the result read as Sigma. With `plainOnly` the runs of text between wildcards are changed one by one.
 */
export function replaceInString(
  string: StringValue,
  regex: RE2JS,
  replacement: string,
  plainOnly: boolean
): StringValue {
  const replace = (text: string): string => regex.matcher(text).replaceAll(replacement);
  const tokens = plainOnly
    ? mergeText(string.tokens.map((token) => (isText(token) ? { text: replace(token.text) } : token)))
    : parseSigmaString(replace(printSigmaString(string.tokens)));
  return { ...string, tokens, original: printSigmaString(tokens) };
}

/**
 * A replacement as pipelines write it (`\1`, `\g<1>`, `\g<name>`) in the form that RE2JS takes (`$1`, `$<name>`).
 *
 * @returns the name of a group that the expression does not have as `missing`
 */
export function toReplacement(text: string, regex: RE2JS): { readonly replacement: string; readonly missing?: string } {
  let missing: string | undefined;
  const replacement = text.replace(
    /\\g<([A-Za-z0-9_]+)>|\\([0-9]{1,2})|\\\\|\$/g,
    (whole, named?: string, numbered?: string) => {
      const group = named ?? numbered;
      if (group === undefined) {
        return whole === '$' ? '$$' : '\\';
      }
      const isNumber = /^[0-9]+$/.test(group);
      if (isNumber ? Number(group) > regex.groupCount() : !Object.hasOwn(regex.namedGroups(), group)) {
        missing = group;
      }
      return isNumber ? `$${group === '0' ? '&' : group}` : `$<${group}>`;
    }
  );
  return { replacement, ...(missing !== undefined && { missing }) };
}

/** Text in another case; wildcards stay. */
export function changeCase(string: StringValue, to: 'lower' | 'upper'): StringValue {
  const tokens = string.tokens.map((token) =>
    isText(token) ? { text: to === 'lower' ? token.text.toLowerCase() : token.text.toUpperCase() } : token
  );
  return { ...string, tokens, original: printSigmaString(tokens) };
}

/** Puts values in the place of placeholders. `valuesOf` gives undefined for those that stay. */
export function fillPlaceholders(
  string: StringValue,
  valuesOf: (name: string) => ReadonlyArray<readonly StringToken[]> | undefined
): SigmaValue {
  let variants: StringToken[][] = [[]];
  let filled = false;
  for (const token of string.tokens) {
    const values = isText(token) || isWildcard(token) ? undefined : valuesOf(token.placeholder);
    if (values) {
      filled = true;
      if (variants.length * values.length > MAX_VARIANTS) {
        throw new PipelineFault(
          `The placeholders of a value become more than ${MAX_VARIANTS} values. Use fewer in one value.`
        );
      }
    }
    const choices = values ?? [[token]];
    variants = variants.flatMap((variant) => choices.map((choice) => [...variant, ...choice]));
  }
  const made = variants.map((tokens): StringValue => ({ ...string, tokens: mergeText(tokens) }));
  const [only] = made;
  return !filled ? string : made.length === 1 && only ? only : { type: 'expansion', values: made };
}

/** The value that `set_value` and `map_string` write. */
export function writtenValue(value: PlainScalar, force?: 'str' | 'num'): SigmaValue {
  if (force === 'str') {
    return stringValue(String(value));
  }
  if (force === 'num') {
    return asNumber(toSigmaValue(value));
  }
  return toSigmaValue(value);
}

/** `convert_type: num`: text that is a number becomes one. */
export function asNumber(value: SigmaValue): SigmaValue {
  if (value.type !== 'string') {
    return value;
  }
  const text = printSigmaString(value.tokens);
  if (!/^[-+]?[0-9]+(?:\.[0-9]+)?$/.test(text)) {
    throw new PipelineFault(
      `A pipeline makes numbers of this item's values, but "${text.slice(0, 60)}" is none. Correct the value or the pipeline.`
    );
  }
  return { type: 'number', number: Number(text) };
}

/** `convert_type: str`. */
export function asString(value: SigmaValue): SigmaValue {
  return value.type === 'number' ? stringValue(String(value.number)) : value;
}
