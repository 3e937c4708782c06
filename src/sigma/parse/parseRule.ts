import type { Expression, SigmaRule } from '../types';
import type { ParseContext, RuleDocument } from './context';
import { parseDetections } from './parseDetections';
import { parseLogSource } from './parseLogSource';
import { parseMetadata } from './parseMetadata';

/** Reads a rule; undefined where it has an error, which is reported. Filters are applied later. */
export function parseRule(document: RuleDocument, context: ParseContext): SigmaRule | undefined {
  const metadata = parseMetadata(document, context);
  const logsource = parseLogSource(document.root, context.report);
  const { detections, conditions } = parseDetections(document.root, context);
  if (context.report.failed()) {
    return undefined;
  }
  const expressions = conditions.map((condition) => condition.expression);
  const [only] = expressions;
  const expression: Expression = expressions.length === 1 && only ? only : { op: 'or', of: expressions };
  return { kind: 'rule', ...metadata, logsource, detections, conditions, expression, filters: [] };
}
