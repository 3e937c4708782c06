import {
  parseCorrelationCondition,
  referencedRules,
  toCorrelationExpression,
} from '../condition/parseCorrelationCondition';
import type { CorrelationExpression, CorrelationType, Location, SigmaCorrelation } from '../types';
import { describeNode, entryOf, isMissing, member, type YamlMapping, type YamlScalar } from '../yaml/node';
import { locateInScalar } from '../yaml/scalarPosition';
import { blockText } from './blockText';
import type { ParseContext, RuleDocument } from './context';
import { shown, textOf } from './fields';
import { parseThreshold, type Threshold } from './parseCorrelationThreshold';
import { parseMetadata } from './parseMetadata';
import { parseTimespan } from './parseTimespan';

export const CORRELATION_TYPES: readonly CorrelationType[] = [
  'event_count',
  'value_count',
  'temporal',
  'temporal_ordered',
  'value_sum',
  'value_avg',
  'value_percentile',
  'value_median',
];

type RuleReference = SigmaCorrelation['ruleReferences'][number];

/** Reads a correlation; undefined where it has an error, which is reported. References are resolved later. */
export function parseCorrelation(document: RuleDocument, context: ParseContext): SigmaCorrelation | undefined {
  const { report } = context;
  const metadata = parseMetadata(document, context);
  const entry = entryOf(document.root, 'correlation');
  if (entry?.value.kind !== 'mapping') {
    const at = entry?.value ?? document.root;
    report.error(
      'invalid-correlation',
      at.location,
      `"correlation" must be a map, not ${describeNode(at)}. Write "type", "rules", "timespan" and "condition" in it.`,
      'correlation'
    );
    return undefined;
  }
  const map = entry.value;
  const type = parseType(map, context);
  const { condition, names, threshold } = parseCondition(map, type, context);
  const ruleReferences = parseRules(map, type, names, context);
  const correlation: SigmaCorrelation = {
    kind: 'correlation',
    ...metadata,
    type: type ?? 'event_count',
    ruleReferences,
    rules: [],
    groupBy: parseGroupBy(map, context),
    timespanSeconds: readTimespan(map, context),
    aliases: parseAliases(map, ruleReferences, context),
    ...threshold,
    ...(condition && { condition }),
    generate: parseGenerate(map, context),
    yaml: blockText(context.text, entry),
  };
  return report.failed() ? undefined : correlation;
}

function isTemporal(type: CorrelationType | undefined): boolean {
  return type === 'temporal' || type === 'temporal_ordered';
}

function parseType(map: YamlMapping, { report }: ParseContext): CorrelationType | undefined {
  const node = member(map, 'type');
  const type =
    !isMissing(node) && node.kind === 'scalar' && node.type === 'string'
      ? CORRELATION_TYPES.find((known) => known === node.text.toLowerCase())
      : undefined;
  if (!type) {
    const message = isMissing(node) ? 'The correlation has no type.' : `"${shown(node)}" is no type of correlation.`;
    report.error(
      'correlation-type',
      (node ?? map).location,
      `${message} Write "type:" and one of: ${CORRELATION_TYPES.join(', ')}.`,
      'correlation.type'
    );
  }
  return type;
}

function parseRules(
  map: YamlMapping,
  type: CorrelationType | undefined,
  names: readonly RuleReference[] | undefined,
  { report }: ParseContext
): readonly RuleReference[] {
  const node = member(map, 'rules');
  if (isMissing(node)) {
    if (names) {
      return names;
    }
    report.error(
      'correlation-rules',
      map.location,
      'The correlation names no rules. Write "rules:" and a list of rules\' names or ids.',
      'correlation.rules'
    );
    return [];
  }
  const nodes = node.kind === 'sequence' ? node.items : [node];
  if (
    node.kind === 'mapping' ||
    (node.kind === 'scalar' && node.type !== 'string') ||
    nodes.some((item) => item.kind !== 'scalar' || item.type === 'null')
  ) {
    report.error(
      'correlation-rules',
      node.location,
      `"rules" must be a rule's name or id, or a list of them, not ${describeNode(node)}.`,
      'correlation.rules'
    );
    return [];
  }
  const references = nodes.map((item): RuleReference => ({ reference: textOf(item), location: item.location }));
  if (references.length === 0) {
    if (names) {
      return names;
    }
    report.error(
      'correlation-rules',
      node.location,
      "The list of rules is empty. Write rules' names or ids in it.",
      'correlation.rules'
    );
  }
  if (names && isTemporal(type)) {
    compareRules(references, names, report);
  }
  return references;
}

/** With both a list of rules and a condition that names rules: a name that is not listed is wrong, an idle rule is odd. */
function compareRules(
  listed: readonly RuleReference[],
  named: readonly RuleReference[],
  report: ParseContext['report']
): void {
  for (const { reference, location } of listed) {
    if (!named.some((rule) => rule.reference === reference)) {
      report.warning(
        'correlation-rules',
        location,
        `The condition does not use "${reference}". Name it there, or remove it here.`,
        'correlation.rules'
      );
    }
  }
  for (const { reference, location } of named) {
    if (!listed.some((rule) => rule.reference === reference)) {
      report.error(
        'correlation-rules',
        location,
        `"${reference}" is not among the rules of this correlation. Add it to "rules".`,
        'correlation.condition'
      );
    }
  }
}

interface ParsedCondition {
  readonly condition?: CorrelationExpression;
  readonly names?: readonly RuleReference[];
  readonly threshold: Threshold;
}

function parseCondition(map: YamlMapping, type: CorrelationType | undefined, context: ParseContext): ParsedCondition {
  const { report } = context;
  const none: ParsedCondition = { threshold: { thresholds: [], fields: [] } };
  const node = member(map, 'condition');
  if (isMissing(node)) {
    if (!isTemporal(type)) {
      report.error(
        'correlation-condition',
        map.location,
        'The correlation has no condition. Write "condition:" and under it for example "gte: 10".',
        'correlation.condition'
      );
    }
    return none;
  }
  if (node.kind === 'mapping') {
    return { threshold: parseThreshold(node, type, report) };
  }
  if (node.kind !== 'scalar' || node.type !== 'string') {
    report.error(
      'correlation-condition',
      node.location,
      `The condition must be a map such as "gte: 10", not ${describeNode(node)}.`,
      'correlation.condition'
    );
    return none;
  }
  if (!isTemporal(type)) {
    report.error(
      'correlation-condition',
      node.location,
      'Only temporal and temporal_ordered correlations have a condition of rules\' names. Write a map such as "gte: 10", or change the type.',
      'correlation.condition'
    );
    return none;
  }
  return parseExtended(node, context) ?? none;
}

function parseExtended(scalar: YamlScalar, context: ParseContext): ParsedCondition | undefined {
  const parsed = parseCorrelationCondition(scalar.text, context.limits);
  const at = (span: { from: number; to: number }): Location => locateInScalar(context.text, scalar, span.from, span.to);
  if (parsed.fault) {
    context.report.error('correlation-condition', at(parsed.fault), parsed.fault.message, 'correlation.condition');
    return undefined;
  }
  const condition = toCorrelationExpression(parsed.node, at);
  const places = new Map<string, Location>();
  const visit = (node: CorrelationExpression): void => {
    if (node.op === 'rule') {
      places.set(node.reference, places.get(node.reference) ?? node.location ?? scalar.location);
    } else {
      (node.op === 'not' ? [node.of] : node.of).forEach(visit);
    }
  };
  visit(condition);
  const names = referencedRules(parsed.node).map((reference) => ({
    reference,
    location: places.get(reference) ?? scalar.location,
  }));
  return { condition, names, threshold: { thresholds: [], fields: [] } };
}

function parseGroupBy(map: YamlMapping, { report }: ParseContext): string[] {
  const node = member(map, 'group-by');
  if (isMissing(node)) {
    return [];
  }
  if (node.kind === 'sequence') {
    return node.items.map(textOf);
  }
  if (node.kind === 'scalar' && node.type === 'string') {
    return [node.text];
  }
  report.error(
    'correlation-group-by',
    node.location,
    `"group-by" must be a field's name or a list of names, not ${describeNode(node)}.`,
    'correlation.group-by'
  );
  return [];
}

function readTimespan(map: YamlMapping, { report }: ParseContext): number {
  const node = member(map, 'timespan');
  const seconds =
    !isMissing(node) && node.kind === 'scalar' && node.type === 'string' ? parseTimespan(node.text) : undefined;
  if (seconds === undefined) {
    const message = isMissing(node) ? 'The correlation has no timespan.' : `"${shown(node)}" is no timespan.`;
    report.error(
      'correlation-timespan',
      (node ?? map).location,
      `${message} Write a number above zero and a unit: 30s, 5m, 1h, 1d, 1w, 1M or 1y.`,
      'correlation.timespan'
    );
  }
  return seconds ?? 0;
}

function parseAliases(
  map: YamlMapping,
  rules: readonly RuleReference[],
  { report }: ParseContext
): Record<string, Record<string, string>> {
  const node = member(map, 'aliases');
  if (isMissing(node)) {
    return {};
  }
  const fail = (location: Location): Record<string, Record<string, string>> => {
    report.error(
      'correlation-aliases',
      location,
      '"aliases" must be a map of alias → map of rule → field.',
      'correlation.aliases'
    );
    return {};
  };
  if (node.kind !== 'mapping') {
    return fail(node.location);
  }
  const aliases: Array<[string, Record<string, string>]> = [];
  for (const alias of node.entries) {
    if (
      alias.value.kind !== 'mapping' ||
      alias.value.entries.some((entry) => entry.value.kind !== 'scalar' || entry.value.type === 'null')
    ) {
      return fail(alias.value.location);
    }
    for (const { key, name } of alias.value.entries) {
      if (!rules.some((rule) => rule.reference === name)) {
        report.warning(
          'correlation-aliases',
          key.location,
          `"${name.slice(0, 60)}" is not among the rules of this correlation, so its alias has no effect. Write the rule as "rules" has it.`,
          `correlation.aliases.${alias.name}`
        );
      }
    }
    aliases.push([
      alias.name,
      Object.fromEntries(alias.value.entries.map((entry) => [entry.name, textOf(entry.value)])),
    ]);
  }
  return Object.fromEntries(aliases);
}

function parseGenerate(map: YamlMapping, { report }: ParseContext): boolean {
  const node = member(map, 'generate');
  if (isMissing(node)) {
    return false;
  }
  if (node.kind !== 'scalar' || typeof node.value !== 'boolean') {
    report.error(
      'correlation-generate',
      node.location,
      '"generate" must be true or false, without quotes.',
      'correlation.generate'
    );
    return false;
  }
  return node.value;
}
