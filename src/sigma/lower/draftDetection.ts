import type { Location } from '../types';
import { applyModifiers, parseItemKey, type ModifierProblem } from '../modifiers/applyModifiers';
import type { ParseContext } from '../parse/context';
import { toSigmaValue } from '../value/sigmaValue';
import { describeNode, type YamlEntry, type YamlNode, type YamlScalar } from '../yaml/node';
import { isSurprising } from '../yaml/scalars';
import { locateInScalar } from '../yaml/scalarPosition';
import type { Draft } from './draft';

/**
 * Reads a detection and applies its modifiers: a map is the AND of its items, a list of maps their OR, a list of plain values or a single one keywords
 * of which any must appear (sigma-rules-specification, "Detection"). Reports what is wrong; undefined where nothing is left.
 */
export function draftDetection(node: YamlNode, path: string, context: ParseContext): Draft | undefined {
  switch (node.kind) {
    case 'scalar':
      return draftItem(undefined, undefined, [node], node.location, path, context);
    case 'mapping': {
      if (node.entries.length === 0) {
        context.report.error(
          'empty-detection',
          node.location,
          'The detection is empty. Write "field: value" in it, or remove it.',
          path
        );
        return undefined;
      }
      return link(
        'and',
        node.entries.map((entry) => draftEntry(entry, path, context)),
        node.location
      );
    }
    case 'sequence': {
      if (node.items.length === 0) {
        context.report.error(
          'empty-detection',
          node.location,
          'The detection is an empty list. Write values or maps in it, or remove it.',
          path
        );
        return undefined;
      }
      if (node.items.every((item) => item.kind === 'scalar')) {
        return draftItem(undefined, undefined, node.items, node.location, path, context);
      }
      return link(
        'or',
        node.items.map((item, index) => draftDetection(item, `${path}.${index}`, context)),
        node.location
      );
    }
  }
}

function link(op: 'and' | 'or', parts: ReadonlyArray<Draft | undefined>, location: Location): Draft | undefined {
  const of = parts.filter((part) => part !== undefined);
  const [only] = of;
  return of.length === 0 ? undefined : of.length === 1 ? only : { op, of, location };
}

function draftEntry(entry: YamlEntry, path: string, context: ParseContext): Draft | undefined {
  const { key, value } = entry;
  const itemPath = `${path}.${entry.name}`;
  if (key.type !== 'string' && key.type !== 'null') {
    context.report.error(
      'field-name',
      key.location,
      `YAML reads the field name ${entry.name} as ${describeNode(key)}. Put it in quotes.`,
      itemPath
    );
    return undefined;
  }
  const values = value.kind === 'sequence' ? value.items : [value];
  return draftItem(
    key.type === 'null' ? undefined : key,
    value.kind === 'sequence' ? value : undefined,
    values,
    value.location,
    itemPath,
    context
  );
}

/**
 * @param key The item's key; absent for keywords without modifiers.
 * @param list The list that holds the values, where the rule has one.
 */
function draftItem(
  key: YamlScalar | undefined,
  list: YamlNode | undefined,
  nodes: readonly YamlNode[],
  location: Location,
  path: string,
  context: ParseContext
): Draft | undefined {
  const { report } = context;
  const itemKey = parseItemKey(key?.text ?? '');
  const scalars = readScalars(nodes, list !== undefined || (key === undefined && nodes.length > 1), path, context);
  if (!scalars) {
    return undefined;
  }
  const result = applyModifiers(
    itemKey,
    scalars.map((scalar) => toSigmaValue(scalar.value)),
    context
  );
  if (result.problem) {
    reportModifier(result.problem, key, scalars, path, context);
    return undefined;
  }
  const { values, linking, negated } = result.item;
  const label = key?.text;
  if (itemKey.modifiers.includes('all') && scalars.length < 2) {
    report.warning(
      'all-with-one-value',
      key?.location ?? location,
      '"all" has no effect on a single value. Remove it, or list several values.',
      path
    );
  }
  if (values.length === 0) {
    if (itemKey.field === undefined) {
      report.error(
        'empty-detection',
        location,
        'The list of keywords is empty. Write keywords in it, or remove it.',
        path
      );
      return undefined;
    }
    // pySigma reads a field without values as null, so it is kept so, with a warning.
    report.warning(
      'empty-value-list',
      location,
      `The list of values is empty, which matches where "${itemKey.field}" is null or missing. Write "null" if that is meant, or write values.`,
      path
    );
  }
  return {
    op: 'item',
    field: itemKey.field,
    values,
    linking,
    negated,
    ...(label !== undefined && { label }),
    location,
    valueLocations: scalars.map((scalar) => scalar.location),
    path,
  };
}

function readScalars(
  nodes: readonly YamlNode[],
  inList: boolean,
  path: string,
  context: ParseContext
): YamlScalar[] | undefined {
  const scalars: YamlScalar[] = [];
  for (const node of nodes) {
    const problem = valueProblem(node, inList);
    if (problem) {
      context.report.error(problem.code, node.location, problem.message, path);
      return undefined;
    }
    const scalar = node as YamlScalar;
    if (!scalar.quoted && scalar.type !== 'string' && isSurprising(scalar.text)) {
      context.report.warning(
        'yaml-surprising-value',
        scalar.location,
        `YAML reads ${scalar.text} as ${String(scalar.value)}. Put it in quotes if text is meant.`,
        path
      );
    }
    scalars.push(scalar);
  }
  return scalars;
}

function valueProblem(
  node: YamlNode,
  inList: boolean
): { code: 'invalid-value' | 'null-in-list'; message: string } | undefined {
  if (node.kind !== 'scalar') {
    return {
      code: 'invalid-value',
      message: `A value must be plain, not ${describeNode(node)}. For a nested field write its path: "field.member: value".`,
    };
  }
  if (node.type === 'timestamp') {
    return {
      code: 'invalid-value',
      message: `YAML reads ${node.text} as a date, which no field holds. Put it in quotes.`,
    };
  }
  if (node.type === 'null' && inList) {
    return {
      code: 'null-in-list',
      message:
        'null cannot stand in a list of values. Write a second detection with "field: null" and join the two with "or".',
    };
  }
  return undefined;
}

function reportModifier(
  problem: ModifierProblem,
  key: YamlScalar | undefined,
  scalars: readonly YamlScalar[],
  path: string,
  context: ParseContext
): void {
  const scalar = problem.value === undefined ? undefined : scalars[problem.value];
  if (scalar) {
    const at = problem.range
      ? locateInScalar(context.text, scalar, problem.range.from, problem.range.to)
      : scalar.location;
    context.report.error(problem.code, at, problem.message, path);
    return;
  }
  if (key) {
    const parts = key.text.split('|');
    const from = parts.slice(0, problem.modifier + 1).join('|').length + 1;
    const to = from + (parts[problem.modifier + 1]?.length ?? 0);
    context.report.error(problem.code, locateInScalar(context.text, key, from, to), problem.message, path);
  }
}
