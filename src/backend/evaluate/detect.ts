import type { EventPart, EventSet } from '../../cloudtrail';
import { correlate, type Hit } from './correlations';
import { EventView } from './eventView';
import type { CompiledFilters } from './filters';
import { newestFirst } from './order';
import type { SelectedRule, Selection } from './selected';
import { turnTaker } from './turns';

/** A rule matched on an event, or a correlation's window was completed by it. */
export interface Detection {
  readonly rule: SelectedRule;
  /** The event; for a correlation the one that completed the window. */
  readonly event: EventView;
  readonly hit?: Hit;
}

export interface DetectRequest {
  readonly selection: Selection;
  readonly filters: CompiledFilters;
  readonly events: EventSet;
  /** Epoch milliseconds, inclusive. Earlier events feed correlations only. */
  readonly fromMs: number;
  readonly signal: AbortSignal;
}

/**
 * Told of each detection: there may be many, so that no object is made for one. `index` is a row of the part, `count` how
 * many events it stands for.
 */
export type DetectionVisitor = (
  rule: SelectedRule,
  part: EventPart,
  index: number,
  second: number,
  count: number
) => void;

/** Tells of every detection of the selected rules: part by part, the newest part first, in each the newest first. */
export async function eachDetection(request: DetectRequest, visit: DetectionVisitor): Promise<void> {
  const chosen = chosenRules(request);
  await eachMatch(request, chosen, visit);
  for (const { rule, event } of await correlationHits(request, chosen)) {
    visit(rule, event.part, event.index, event.timeMs / 1000, 1);
  }
}

/** The newest `limit` detections, newest first, and how many there are in all. */
export async function newestDetections(
  request: DetectRequest,
  limit: number
): Promise<{ detections: Detection[]; total: number }> {
  const chosen = chosenRules(request);
  let detections: Detection[] = [];
  let total = 0;
  let last: EventView | undefined;
  // Once there are enough, an older event is none of the newest.
  let oldestMs = -Infinity;
  const keep = () => {
    detections = newestFirst(detections).slice(0, limit);
    oldestMs = detections.length < limit ? -Infinity : (detections.at(-1)?.event.timeMs ?? -Infinity);
  };
  await eachMatch(request, chosen, (rule, part, index, second) => {
    total++;
    if (second * 1000 >= oldestMs) {
      if (last?.part !== part || last.index !== index) {
        last = new EventView(part, index, second * 1000);
      }
      detections.push({ rule, event: last });
      if (detections.length >= limit * 2 + 1000) {
        keep();
      }
    }
  });
  const hits = await correlationHits(request, chosen);
  total += hits.length;
  detections.push(...hits);
  keep();
  return { detections, total };
}

/** The selected rules that the filters on their labels let through. */
export function chosenRules({
  selection,
  filters,
}: Pick<DetectRequest, 'selection' | 'filters'>): readonly SelectedRule[] {
  return selection.rules.filter((rule) =>
    filters.rule({ rule_id: rule.key, rule: rule.title, severity: rule.severity })
  );
}

async function eachMatch(
  { selection, filters, events, fromMs, signal }: DetectRequest,
  chosen: readonly SelectedRule[],
  visit: DetectionVisitor
): Promise<void> {
  const byKey = new Map(chosen.map((rule) => [rule.key, rule]));
  const byIndex = selection.book.ruleSet.rules.map(({ key }) => byKey.get(key));
  if (!byIndex.some((rule) => rule)) {
    return;
  }
  const { from, to } = events.range;
  const fromS = Math.max(from, Math.ceil(fromMs / 1000));
  const parts = events.parts.filter(({ newestMs }) => newestMs >= fromS * 1000);
  await selection.book.prepare(parts, signal);
  const giveWay = turnTaker(signal);
  for (const part of parts) {
    await giveWay();
    const { rows, rules, seconds } = selection.book.matches(part);
    let passedRow = -1;
    let passed = !filters.testsEvents;
    for (let at = rows.length - 1; at >= 0; at--) {
      const rule = byIndex[rules[at]];
      if (!rule || seconds[at] < fromS || seconds[at] >= to) {
        continue;
      }
      if (filters.testsEvents && passedRow !== rows[at]) {
        passedRow = rows[at];
        passed = filters.event(new EventView(part, passedRow, seconds[at] * 1000));
      }
      if (passed) {
        visit(rule, part, rows[at], seconds[at], part.weights?.[rows[at]] ?? 1);
      }
    }
  }
}

async function correlationHits(request: DetectRequest, chosen: readonly SelectedRule[]): Promise<Detection[]> {
  const correlations = chosen.filter(({ rule }) => rule.kind === 'correlation');
  if (correlations.length === 0) {
    return [];
  }
  const { selection, events, filters, signal } = request;
  const hits = await correlate({ book: selection.book, correlations, events, filters, signal });
  return hits.filter(({ event }) => event.timeMs >= request.fromMs);
}
