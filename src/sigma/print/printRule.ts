import type {
  CorrelationExpression,
  PlainValue,
  SigmaCorrelation,
  SigmaDetection,
  SigmaFilter,
  SigmaLogSource,
  SigmaMetadata,
  SigmaRule,
} from '../types';
import { printYaml } from './printYaml';

type Members = { [name: string]: PlainValue };

/**
 * A document as YAML in the usual order of its members. Read again it is the same document: metadata, log source,
 * detections and conditions are equal; only positions, comments and layout are not kept. Filters that were applied to a rule,
 * and values that its placeholders were given, are not part of it.
 *
 * Throws where a detection has no `definition`, that is, where the rule was not parsed from text.
 */
export function printRule(document: SigmaRule | SigmaCorrelation | SigmaFilter): string {
  const { head, tail } = printMetadata(document);
  switch (document.kind) {
    case 'rule':
      return printYaml({
        ...head,
        logsource: printLogSource(document.logsource),
        detection: printDetections(document),
        ...tail,
      });
    case 'correlation':
      return printYaml({ ...head, correlation: printCorrelation(document), ...tail });
    case 'filter':
      return printYaml({
        ...head,
        logsource: printLogSource(document.logsource),
        filter: printFilter(document),
        ...tail,
      });
  }
}

function printLogSource({ custom, ...parts }: SigmaLogSource): Members {
  return { ...parts, ...custom };
}

function printMetadata(document: SigmaMetadata): { head: Members; tail: Members } {
  const text = (
    name: 'id' | 'name' | 'taxonomy' | 'status' | 'description' | 'license' | 'author' | 'date' | 'modified' | 'level'
  ): Members => {
    const value = document[name];
    return value === undefined ? {} : { [name]: value };
  };
  const list = (name: 'references' | 'tags' | 'fields' | 'falsepositives' | 'scope'): Members =>
    document[name].length === 0 ? {} : { [name]: document[name] };
  const related: Members =
    document.related.length === 0 ? {} : { related: document.related.map(({ id, type }) => ({ id, type })) };
  return {
    head: {
      title: document.title,
      ...text('id'),
      ...text('name'),
      ...text('taxonomy'),
      ...related,
      ...text('status'),
      ...text('description'),
      ...text('license'),
      ...list('references'),
      ...text('author'),
      ...text('date'),
      ...text('modified'),
      ...list('tags'),
      ...list('scope'),
    },
    tail: {
      ...list('fields'),
      ...list('falsepositives'),
      ...text('level'),
      ...(document.custom as Members),
    },
  };
}

function definitions(detections: readonly SigmaDetection[]): Members {
  return Object.fromEntries(
    detections.map(({ name, definition }) => {
      if (definition === undefined) {
        throw new Error(`The detection "${name}" was not parsed from text and cannot be printed.`);
      }
      return [name, definition];
    })
  );
}

function printDetections(rule: SigmaRule): Members {
  const conditions = rule.conditions.map((condition) => condition.text);
  const [only] = conditions;
  return {
    ...definitions(rule.detections),
    condition: conditions.length === 1 && only !== undefined ? only : conditions,
  };
}

function printFilter(filter: SigmaFilter): Members {
  if (!filter.condition) {
    throw new Error('The filter was not parsed from text and cannot be printed.');
  }
  return { rules: filter.rules, ...definitions(filter.detections ?? []), condition: filter.condition.text };
}

function printCorrelation(correlation: SigmaCorrelation): Members {
  return {
    type: correlation.type,
    rules: correlation.ruleReferences.map(({ reference }) => reference),
    ...(correlation.groupBy.length > 0 && { 'group-by': correlation.groupBy }),
    timespan: `${correlation.timespanSeconds}s`,
    ...(Object.keys(correlation.aliases).length > 0 && { aliases: correlation.aliases }),
    ...printCondition(correlation),
    ...(correlation.generate && { generate: true }),
  };
}

function printCondition(correlation: SigmaCorrelation): Members {
  if (correlation.condition) {
    return { condition: printCorrelationExpression(correlation.condition) };
  }
  const [field] = correlation.fields;
  const members: Members = {
    ...(field !== undefined && { field: correlation.fields.length === 1 ? field : correlation.fields }),
    ...(correlation.percentile !== undefined && { percentile: correlation.percentile }),
    ...Object.fromEntries(correlation.thresholds.map(({ operator, value }) => [operator, value])),
  };
  return Object.keys(members).length > 0 ? { condition: members } : {};
}

/** Parentheses around every nested connective: they keep the tree's shape. */
export function printCorrelationExpression(expression: CorrelationExpression): string {
  switch (expression.op) {
    case 'rule':
      return expression.reference;
    case 'not':
      return `not ${nested(expression.of)}`;
    default:
      return expression.of.map(nested).join(` ${expression.op} `);
  }
}

function nested(expression: CorrelationExpression): string {
  const text = printCorrelationExpression(expression);
  return expression.op === 'and' || expression.op === 'or' ? `(${text})` : text;
}
