import type { EventRow } from '../../cloudtrail';
import type { CompiledFilters } from './filters';
import { recordOf, type CloudTrailRecord } from './record';
import type { SelectedRule, Selection } from './selected';
import { correlate, type Hit } from './correlations';
import { turnTaker } from './turns';

/** A rule matched on an event, or a correlation's window was completed by it. */
export interface Detection {
  readonly rule: SelectedRule;
  /** The event; for a correlation the one that completed the window. */
  readonly row: EventRow;
  readonly timeMs: number;
  readonly hit?: Hit;
}

export interface DetectRequest {
  readonly selection: Selection;
  readonly filters: CompiledFilters;
  /** Newest first. */
  readonly events: readonly EventRow[];
  /** Epoch milliseconds, inclusive. Earlier events feed correlations only. */
  readonly fromMs: number;
  readonly signal: AbortSignal;
}

/** Every detection of the selected rules, newest first. What `counts` counts and `detections` shows. */
export async function detect(request: DetectRequest): Promise<Detection[]> {
  const { selection, filters, events, fromMs, signal } = request;
  const chosen = selection.rules.filter((rule) =>
    filters.rule({ rule_id: rule.key, rule: rule.title, severity: rule.severity })
  );
  const byIndex = indexRules(selection, chosen);
  const passes = passTest(filters);
  const giveWay = turnTaker(signal);
  const detections: Detection[] = [];
  for (const row of events) {
    await giveWay();
    if (row.timeMs < fromMs) {
      break;
    }
    let passed: boolean | undefined;
    for (const index of selection.book.matches(row)) {
      const rule = byIndex.get(index);
      if (rule && (passed ??= passes(row))) {
        detections.push({ rule, row, timeMs: row.timeMs });
      }
    }
  }
  const correlations = chosen.filter(({ rule }) => rule.kind === 'correlation');
  if (correlations.length > 0) {
    const hits = await correlate({ book: selection.book, correlations, events, passes, signal });
    detections.push(...hits.filter(({ timeMs }) => timeMs >= fromMs));
    detections.sort((a, b) => b.timeMs - a.timeMs);
  }
  return detections;
}

function passTest(filters: CompiledFilters): (row: EventRow) => boolean {
  if (!filters.testsEvents) {
    return () => true;
  }
  return (row) => {
    const record: CloudTrailRecord = recordOf(row);
    return filters.event(record, row);
  };
}

function indexRules(selection: Selection, chosen: readonly SelectedRule[]): Map<number, SelectedRule> {
  const byKey = new Map(chosen.map((rule) => [rule.key, rule]));
  const byIndex = new Map<number, SelectedRule>();
  selection.book.ruleSet.rules.forEach((rule, index) => {
    const selected = byKey.get(rule.key);
    if (selected) {
      byIndex.set(index, selected);
    }
  });
  return byIndex;
}
