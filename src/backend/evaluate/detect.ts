import type { EventSet } from '../../cloudtrail';
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

/** Every detection of the selected rules, newest first. What `counts` counts and `detections` shows. */
export async function detect(request: DetectRequest): Promise<Detection[]> {
  const { selection, filters, events, fromMs, signal } = request;
  const chosen = selection.rules.filter((rule) =>
    filters.rule({ rule_id: rule.key, rule: rule.title, severity: rule.severity })
  );
  const byIndex = indexRules(selection, chosen);
  const giveWay = turnTaker(signal);
  const { from, to } = events.range;
  const fromS = Math.max(from, Math.ceil(fromMs / 1000));
  const detections: Detection[] = [];
  for (const part of byIndex.some((rule) => rule) ? events.parts : []) {
    if (part.newestMs < fromS * 1000) {
      continue;
    }
    await giveWay();
    const { rows, rules, seconds } = selection.book.matches(part);
    let event: EventView | undefined;
    let passed = false;
    for (let at = rows.length - 1; at >= 0; at--) {
      const rule = byIndex[rules[at]];
      if (!rule || seconds[at] < fromS || seconds[at] >= to) {
        continue;
      }
      if (event?.index !== rows[at]) {
        event = new EventView(part, rows[at], seconds[at] * 1000);
        passed = !filters.testsEvents || filters.event(event);
      }
      if (passed) {
        detections.push({ rule, event });
      }
    }
  }
  const correlations = chosen.filter(({ rule }) => rule.kind === 'correlation');
  if (correlations.length > 0) {
    const hits = await correlate({ book: selection.book, correlations, events, filters, signal });
    detections.push(...hits.filter(({ event }) => event.timeMs >= fromMs));
  }
  return newestFirst(detections);
}

/** The selected rules by their index in the rule set; empty where a rule is not selected. */
function indexRules(selection: Selection, chosen: readonly SelectedRule[]): ReadonlyArray<SelectedRule | undefined> {
  const byKey = new Map(chosen.map((rule) => [rule.key, rule]));
  return selection.book.ruleSet.rules.map(({ key }) => byKey.get(key));
}
