import type { Expression, SigmaCondition, SigmaDetection } from '../types';
import { lowerCondition } from '../lower/lowerCondition';
import type { Draft } from '../lower/draft';
import { draftDetection } from '../lower/draftDetection';
import { lowerDraft } from '../lower/lowerDraft';
import {
  describeNode,
  entryOf,
  toPlain,
  type YamlEntry,
  type YamlMapping,
  type YamlNode,
  type YamlScalar,
} from '../yaml/node';
import { blockText } from './blockText';
import type { ParseContext } from './context';

export interface Detections {
  readonly detections: readonly SigmaDetection[];
  readonly conditions: readonly SigmaCondition[];
}

export interface DetectionMap {
  readonly detections: readonly SigmaDetection[];
  /** By name; FALSE for a detection with an error, so that the conditions can still be checked. */
  readonly expressions: ReadonlyMap<string, Expression>;
}

/** Reads the named detections of a map, all members but `except`, and lowers them. */
export function parseDetectionMap(
  map: YamlMapping,
  path: string,
  except: readonly string[],
  context: ParseContext
): DetectionMap {
  const entries = map.entries.filter(({ name }) => !except.includes(name));
  const drafts = new Map<string, Draft>();
  for (const entry of entries) {
    if (isTimeframe(entry)) {
      reportTimeframe(entry, map.entries.length - except.length, path, context);
      continue;
    }
    const draft = draftDetection(entry.value, `${path}.${entry.name}`, context);
    if (draft) {
      drafts.set(entry.name, draft);
    }
  }
  const processed = context.processing?.process(drafts, context.report) ?? drafts;
  const detections: SigmaDetection[] = [];
  const expressions = new Map<string, Expression>();
  for (const entry of entries.filter((candidate) => !isTimeframe(candidate))) {
    const draft = processed.get(entry.name);
    const expression = draft && lowerDraft(draft, context);
    expressions.set(entry.name, expression ?? { op: 'constant', value: false });
    if (!expression) {
      continue;
    }
    detections.push({
      name: entry.name,
      yaml: blockText(context.text, entry),
      location: entry.key.location,
      expression,
      definition: toPlain(entry.value),
    });
  }
  if (expressions.size === 0) {
    context.report.error(
      'empty-detection',
      map.location,
      'No detection is defined. Write one: "selection:" and under it "eventName: …".',
      path
    );
  }
  return { detections, expressions };
}

/**
 * With several detections a timeframe says that they are of different events, which one rule cannot find; ignoring it would
 * leave a rule that finds something else, or nothing. With one detection it has no meaning.
 */
function reportTimeframe(entry: YamlEntry, members: number, path: string, { report }: ParseContext): void {
  const at = entry.key.location;
  if (members > 2) {
    report.error(
      'timeframe-unsupported',
      at,
      `Sigma 2 has no "timeframe" in a detection. Make each detection a rule of its own, and add a correlation of type temporal with "timespan: ${entry.value.kind === 'scalar' ? entry.value.text : '5m'}" that names them.`,
      `${path}.timeframe`
    );
  } else {
    report.warning(
      'timeframe-ignored',
      at,
      '"timeframe" has no effect here. Remove it; a correlation has a "timespan".',
      `${path}.timeframe`
    );
  }
}

/** Sigma 1 had `timeframe` beside the detections; as a keyword it would change what `1 of them` finds. */
function isTimeframe(entry: YamlEntry): boolean {
  return entry.name === 'timeframe' && entry.value.kind === 'scalar' && /^[0-9]+[smhdwMy]$/.test(entry.value.text);
}

/** Reads `detection` of a rule with its conditions. */
export function parseDetections(root: YamlMapping, context: ParseContext): Detections {
  const { report } = context;
  const none: Detections = { detections: [], conditions: [] };
  const entry = entryOf(root, 'detection');
  if (entry?.value.kind !== 'mapping') {
    const message = entry
      ? `"detection" must be a map, not ${describeNode(entry.value)}.`
      : 'The detection is missing.';
    report.error(
      'invalid-detection',
      (entry?.value ?? root).location,
      `${message} Write "detection:" with a "selection:" and a "condition:".`,
      'detection'
    );
    return none;
  }
  const map = entry.value;
  const conditionEntry = entryOf(map, 'condition');
  const nodes =
    conditionEntry?.value.kind === 'sequence'
      ? conditionEntry.value.items
      : conditionEntry
        ? [conditionEntry.value]
        : [];
  if (nodes.length === 0) {
    report.error(
      'missing-condition',
      conditionEntry?.value.location ?? entry.key.location,
      'The condition is missing. Write "condition: selection" into the detection.',
      'detection.condition'
    );
    return none;
  }
  const { detections, expressions } = parseDetectionMap(map, 'detection', ['condition'], context);
  const conditions = nodes.flatMap((node, index) => {
    const path = nodes.length > 1 ? `detection.condition.${index}` : 'detection.condition';
    const scalar = readCondition(node, path, context);
    return (scalar && lowerCondition(scalar, expressions, path, context)) ?? [];
  });
  return { detections, conditions: withAdded(conditions, context) };
}

/** The conditions, each ANDed with what pipelines add. */
export function withAdded(conditions: readonly SigmaCondition[], context: ParseContext): readonly SigmaCondition[] {
  const added = (context.processing?.added() ?? []).flatMap(({ name, draft }): Expression[] => {
    const of = lowerDraft(draft, context);
    return of ? [{ op: 'detection', name, of, location: draft.location }] : [];
  });
  return added.length === 0
    ? conditions
    : conditions.map((condition) => ({
        ...condition,
        expression: { op: 'and', of: [condition.expression, ...added] },
      }));
}

/** A condition is a string. */
export function readCondition(node: YamlNode, path: string, context: ParseContext): YamlScalar | undefined {
  if (node.kind !== 'scalar' || node.type !== 'string') {
    context.report.error(
      'invalid-condition',
      node.location,
      `The condition must be a string, not ${describeNode(node)}. Write the names of detections joined by "and", "or" and "not".`,
      path
    );
    return undefined;
  }
  return node;
}
