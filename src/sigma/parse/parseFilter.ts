import type { SigmaFilter } from '../types';
import { lowerCondition } from '../lower/lowerCondition';
import { describeNode, entryOf, member, type YamlMapping } from '../yaml/node';
import { startProcessing } from '../pipeline/runPipelines';
import type { ParseContext, RuleDocument } from './context';
import { textOf } from './fields';
import { parseDetectionMap, readCondition } from './parseDetections';
import { parseLogSource } from './parseLogSource';
import { parseMetadata } from './parseMetadata';

/**
 * Reads a filter; undefined where it has an error, which is reported. Its condition is ANDed to a rule as written: a filter that
 * excludes says `not selection` (sigma-filters-specification).
 */
export function parseFilter(document: RuleDocument, context: ParseContext): SigmaFilter | undefined {
  const { report } = context;
  const metadata = parseMetadata(document, context);
  const logsource = parseLogSource(document.root, report);
  const entry = entryOf(document.root, 'filter');
  if (entry?.value.kind !== 'mapping') {
    const at = entry?.value ?? document.root;
    report.error(
      'invalid-filter',
      at.location,
      `"filter" must be a map, not ${describeNode(at)}. Write "rules", a selection and "condition" in it.`,
      'filter'
    );
    return undefined;
  }
  const map = entry.value;
  const rules = parseRules(map, context);
  const processing =
    context.pipelines.length > 0
      ? startProcessing(context.pipelines, { kind: 'filter', metadata, logsource, location: metadata.location })
      : undefined;
  const inner = processing ? { ...context, processing } : context;
  const { detections, expressions } = parseDetectionMap(map, 'filter', ['condition', 'rules'], inner);
  const node = member(map, 'condition');
  if (!node) {
    report.error(
      'missing-condition',
      map.location,
      'The filter has no condition. Write "condition: not selection" to leave out what the selection finds.',
      'filter.condition'
    );
  }
  const scalar = node && readCondition(node, 'filter.condition', context);
  const condition = scalar && lowerCondition(scalar, expressions, 'filter.condition', context);
  if (report.failed() || !condition) {
    return undefined;
  }
  return { kind: 'filter', ...metadata, logsource, rules, expression: condition.expression, detections, condition };
}

/** `any`, one rule, or a list; an empty list is `any`. */
function parseRules(map: YamlMapping, { report }: ParseContext): readonly string[] | 'any' {
  const node = member(map, 'rules');
  if (node?.kind === 'scalar' && node.type === 'string') {
    return node.text.toLowerCase() === 'any' ? 'any' : [node.text];
  }
  if (node?.kind === 'sequence') {
    return node.items.length === 0 ? 'any' : node.items.map(textOf);
  }
  const message = node
    ? `"rules" must be "any", a rule's name or id, or a list of them, not ${describeNode(node)}.`
    : 'The filter does not say which rules it applies to.';
  report.error(
    'filter-rules',
    (node ?? map).location,
    `${message} Write "rules: any" for all rules with this log source.`,
    'filter.rules'
  );
  return [];
}
