import type { Expression, SigmaRule } from '../types';
import { startProcessing } from '../pipeline/runPipelines';
import type { ParseContext, RuleDocument } from './context';
import { parseDetections } from './parseDetections';
import { parseLogSource } from './parseLogSource';
import { parseMetadata } from './parseMetadata';

/** Reads a rule; undefined where it has an error, which is reported. Filters are applied later. */
export function parseRule(document: RuleDocument, context: ParseContext): SigmaRule | undefined {
  const metadata = parseMetadata(document, context);
  const logsource = parseLogSource(document.root, context.report);
  const processing =
    context.pipelines.length > 0
      ? startProcessing(context.pipelines, { kind: 'rule', metadata, logsource, location: metadata.location })
      : undefined;
  const { detections, conditions } = parseDetections(document.root, processing ? { ...context, processing } : context);
  if (context.report.failed()) {
    return undefined;
  }
  const expressions = conditions.map((condition) => condition.expression);
  const [only] = expressions;
  const expression: Expression = expressions.length === 1 && only ? only : { op: 'or', of: expressions };
  const changed = processing?.logsource() ?? logsource;
  return {
    kind: 'rule',
    ...metadata,
    logsource: changed,
    ...(changed !== logsource && { writtenLogsource: logsource }),
    detections,
    conditions,
    expression,
    filters: [],
  };
}
