import type { CorrelationOperator, CorrelationType } from '../types';
import { describeNode, isMissing, member, type YamlMapping, type YamlNode } from '../yaml/node';
import { shown, textOf } from './fields';
import type { Report } from './report';

export const CORRELATION_OPERATORS: readonly CorrelationOperator[] = ['gt', 'gte', 'lt', 'lte', 'eq', 'neq'];

export interface Threshold {
  readonly thresholds: ReadonlyArray<{ readonly operator: CorrelationOperator; readonly value: number }>;
  readonly fields: readonly string[];
  readonly percentile?: number;
}

/** Reads a condition that is a map: operators, all of which must hold, `field` and `percentile`. */
export function parseThreshold(map: YamlMapping, type: CorrelationType | undefined, report: Report): Threshold {
  const thresholds: Array<{ operator: CorrelationOperator; value: number }> = [];
  for (const { key, name, value } of map.entries) {
    const operator = CORRELATION_OPERATORS.find((known) => known === name);
    if (operator) {
      const number = readNumber(value);
      if (number === undefined) {
        report.error(
          'correlation-condition',
          value.location,
          `"${shown(value)}" is no number to compare with. Write one, such as "${name}: 10".`,
          `correlation.condition.${name}`
        );
      } else {
        thresholds.push({ operator, value: number });
      }
    } else if (name !== 'field' && name !== 'percentile') {
      report.error(
        'correlation-condition',
        key.location,
        `A correlation's condition has no "${name.slice(0, 40)}". It takes ${CORRELATION_OPERATORS.join(', ')}, field and percentile.`,
        'correlation.condition'
      );
    }
  }
  if (thresholds.length === 0 && !report.failed()) {
    report.error(
      'correlation-condition',
      map.location,
      'The condition compares with nothing. Write for example "gte: 10"; two operators make a range.',
      'correlation.condition'
    );
  }
  const percentile = readPercentile(map, type, report);
  return { thresholds, fields: readFields(map, type, report), ...(percentile !== undefined && { percentile }) };
}

/** Numbers may be quoted. */
function readNumber(node: YamlNode): number | undefined {
  if (node.kind !== 'scalar' || node.type === 'null' || node.type === 'timestamp') {
    return undefined;
  }
  if (typeof node.value === 'boolean') {
    return Number(node.value);
  }
  const text = node.text.trim();
  const number =
    typeof node.value === 'number'
      ? node.value
      : /^[-+]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][-+]?[0-9]+)?$/.test(text)
        ? Number(text)
        : Number.NaN;
  return Number.isFinite(number) ? number : undefined;
}

function readFields(map: YamlMapping, type: CorrelationType | undefined, report: Report): string[] {
  const node = member(map, 'field');
  if (isMissing(node)) {
    if (type?.startsWith('value_')) {
      report.error(
        'correlation-field',
        map.location,
        `A ${type} correlation needs a field. Write "field: userIdentity.arn" into its condition.`,
        'correlation.condition.field'
      );
    }
    return [];
  }
  const nodes = node.kind === 'sequence' ? node.items : [node];
  if (nodes.length === 0 || nodes.some((item) => item.kind !== 'scalar' || item.type === 'null')) {
    report.error(
      'correlation-field',
      node.location,
      `"field" must be a field's name or a list of names, not ${describeNode(node)}.`,
      'correlation.condition.field'
    );
    return [];
  }
  return nodes.map(textOf);
}

function readPercentile(map: YamlMapping, type: CorrelationType | undefined, report: Report): number | undefined {
  const node = member(map, 'percentile');
  if (!node) {
    if (type === 'value_percentile') {
      report.warning(
        'correlation-percentile',
        map.location,
        'No percentile is given, so the median (50) is taken. Write for example "percentile: 95" into the condition.',
        'correlation.condition.percentile'
      );
    }
    return undefined;
  }
  const number = readNumber(node);
  // Text must be a whole number, a number is cut to one: as pySigma reads it.
  const whole =
    number !== undefined && node.kind === 'scalar' && (node.type === 'number' || Number.isInteger(number))
      ? Math.trunc(number)
      : undefined;
  if (whole === undefined || whole < 0 || whole > 100) {
    report.error(
      'correlation-percentile',
      node.location,
      `"${shown(node)}" is no percentile. Write a whole number from 0 to 100.`,
      'correlation.condition.percentile'
    );
    return undefined;
  }
  return whole;
}
