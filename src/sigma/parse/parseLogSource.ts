import type { PlainValue, SigmaLogSource } from '../types';
import { describeNode, entryOf, isMissing, member, toPlain, type YamlMapping } from '../yaml/node';
import { quoteHint } from './fields';
import type { Report } from './report';

const MEMBERS = ['category', 'product', 'service', 'definition'] as const;

/** Reads `logsource`: at least one of category, product and service. */
export function parseLogSource(root: YamlMapping, report: Report): SigmaLogSource {
  const entry = entryOf(root, 'logsource');
  if (entry?.value.kind !== 'mapping') {
    const message = entry
      ? `"logsource" must be a map, not ${describeNode(entry.value)}.`
      : 'The log source is missing.';
    report.error(
      'invalid-logsource',
      (entry?.value ?? root).location,
      `${message} Write it as "logsource:" with "product: aws" and "service: cloudtrail".`,
      'logsource'
    );
    return {};
  }
  const result: { [name in (typeof MEMBERS)[number]]?: string } & { custom?: Record<string, PlainValue> } = {};
  const custom = entry.value.entries.filter(({ name }) => !MEMBERS.some((known) => known === name));
  if (custom.length > 0) {
    result.custom = Object.fromEntries(custom.map(({ name, value }) => [name, toPlain(value)]));
  }
  for (const name of MEMBERS) {
    const node = member(entry.value, name);
    if (isMissing(node)) {
      continue;
    }
    if (node.kind !== 'scalar' || node.type !== 'string') {
      report.error(
        'invalid-logsource',
        node.location,
        `The log source's ${name} must be a string, not ${describeNode(node)}. ${quoteHint(node)}`,
        `logsource.${name}`
      );
      continue;
    }
    result[name] = node.text;
  }
  const given = ['category', 'product', 'service'].some((name) => !isMissing(member(entry.value as YamlMapping, name)));
  if (!given) {
    report.error(
      'invalid-logsource',
      entry.value.location,
      'The log source is empty. Give at least one of product, service and category.',
      'logsource'
    );
  }
  return result;
}
