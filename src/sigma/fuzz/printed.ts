import { parseSource } from '../collection/parseSource';
import { printRule } from '../print/printRule';
import type { SigmaRule } from '../types';
import { createRandom } from './random';
import { randomRuleText } from './randomRule';

/** Where a member stands or how it was laid out is not kept by printing. */
const NOT_KEPT = new Set(['location', 'body', 'source', 'yaml']);

/**
 * Prints a random rule and reads it again.
 *
 * @returns false where the random rule could not be loaded, so that nothing was compared
 * @throws Error that names the seed, where another rule comes out
 */
export function comparePrinted(seed: number): boolean {
  const rule = read(randomRuleText(createRandom(seed), 1));
  if (!rule) {
    return false;
  }
  const printed = printRule(rule);
  const again = read(printed);
  if (!again || comparable(again) !== comparable(rule) || printRule(again) !== printed) {
    throw new Error(
      `seed ${seed}: printed and read again, this is another rule:\n${rule.body}\n--- printed\n${printed}`
    );
  }
  return true;
}

function read(text: string): SigmaRule | undefined {
  const [document] = parseSource({ file: 'rule.yml', text }).documents;
  return document?.value.kind === 'rule' ? document.value : undefined;
}

function comparable(rule: SigmaRule): string {
  return JSON.stringify(rule, (key, value: unknown) => (NOT_KEPT.has(key) ? undefined : value));
}
