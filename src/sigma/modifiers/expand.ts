import { isText, mergeText, parseSigmaString, sigmaStringToRegex, type StringToken } from '../value/sigmaString';
import type { RegexValue, SigmaValue, StringValue } from '../value/sigmaValue';
import type { ModifierContext } from './context';
import { ModifierFault } from './fault';
import { typeFault } from './operand';

/** `%name%`: the name is not empty and holds no backslash. `\\%` is a plain percent (rules specification, "Placeholders"). */
const PLACEHOLDER = /\\%|%([^%\\]+)%/g;

/**
 * Replaces placeholders by their values: a value with several becomes several. A placeholder without values stays a
 * placeholder, and the rule that holds it is refused when it is lowered.
 */
export function expand(value: SigmaValue, context: ModifierContext): SigmaValue {
  if (value.type === 'string') {
    return expandString(value, context);
  }
  if (value.type === 'regex') {
    return expandRegex(value, context);
  }
  throw typeFault(value, context, 'a string or a regular expression');
}

/** Values of a placeholder; own members only, so that `%constructor%` has none. */
export function placeholderValues(
  name: string,
  context: Pick<ModifierContext, 'placeholders'>
): ReadonlyArray<string | number> | undefined {
  return Object.hasOwn(context.placeholders, name) ? context.placeholders[name] : undefined;
}

function expandString(value: StringValue, context: ModifierContext): SigmaValue {
  const tokens = mergeText(value.tokens).flatMap(markPlaceholders);
  let variants: StringToken[][] = [[]];
  let replaced = false;
  for (const token of tokens) {
    const values =
      typeof token === 'object' && 'placeholder' in token ? placeholderValues(token.placeholder, context) : undefined;
    if (!values) {
      variants = variants.map((variant) => [...variant, token]);
      continue;
    }
    replaced = true;
    checkCount(variants.length * values.length, context);
    variants = variants.flatMap((variant) => values.map((text) => [...variant, ...parseSigmaString(String(text))]));
  }
  if (!replaced) {
    return { ...value, tokens };
  }
  return { type: 'expansion', values: variants.map((variant) => ({ ...value, tokens: mergeText(variant) })) };
}

function markPlaceholders(token: StringToken): StringToken[] {
  if (!isText(token)) {
    return [token];
  }
  const parts: StringToken[] = [];
  let from = 0;
  for (const match of token.text.matchAll(PLACEHOLDER)) {
    if (match.index > from) {
      parts.push({ text: token.text.slice(from, match.index) });
    }
    parts.push(match[1] === undefined ? { text: '%' } : { placeholder: match[1] });
    from = match.index + match[0].length;
  }
  parts.push({ text: token.text.slice(from) });
  return mergeText(parts);
}

function checkCount(count: number, context: ModifierContext): void {
  if (count > context.limits.placeholderValues) {
    throw new ModifierFault(
      'too-many-values',
      `The placeholders of this value expand to ${count} values; at most ${context.limits.placeholderValues} are allowed. Use fewer placeholders in one value.`
    );
  }
}

/** In a regular expression a placeholder's value stands for its text, its wildcards for `.*` and `.`. */
function expandRegex(value: RegexValue, context: ModifierContext): SigmaValue {
  const names = [...new Set(placeholdersOf(value.pattern))];
  let variants: RegexValue[] = [value];
  for (const name of names) {
    const values = placeholderValues(name, context);
    if (!values) {
      continue;
    }
    checkCount(variants.length * values.length, context);
    const replacements = values.map((text) => `(?:${sigmaStringToRegex(parseSigmaString(String(text)))})`);
    variants = variants.flatMap((variant) =>
      replacements.map((replacement) => ({
        ...variant,
        pattern: replacePlaceholder(variant.pattern, name, replacement),
      }))
    );
  }
  const expanded = variants.map((variant): RegexValue => ({ ...variant, expands: true }));
  return expanded.length === 1 && expanded[0] ? expanded[0] : { type: 'expansion', values: expanded };
}

function placeholdersOf(pattern: string): string[] {
  return [...pattern.matchAll(PLACEHOLDER)].flatMap((match) => match[1] ?? []);
}

function replacePlaceholder(pattern: string, name: string, replacement: string): string {
  return pattern.replace(PLACEHOLDER, (whole, found?: string) => (found === name ? replacement : whole));
}

/** Names of placeholders that have no values. */
export function unresolvedPlaceholders(value: SigmaValue): string[] {
  switch (value.type) {
    case 'string':
      return value.tokens.flatMap((token) =>
        typeof token === 'object' && 'placeholder' in token ? [token.placeholder] : []
      );
    case 'regex':
      return value.expands ? placeholdersOf(value.pattern) : [];
    case 'expansion':
      return value.values.flatMap(unresolvedPlaceholders);
    default:
      return [];
  }
}
