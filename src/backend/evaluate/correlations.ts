import type { EventRow } from '../../cloudtrail';
import type { RuleBook } from '../rules/ruleBook';
import { correlator } from '../rules/engine';
import type { Detection } from './detect';
import { recordOf } from './record';
import type { SelectedRule } from './selected';
import { turnTaker } from './turns';

/** What completed a correlation's window. */
export interface Hit {
  /** Group-by field → value. */
  readonly group: Readonly<Record<string, unknown>>;
  /** The count or aggregate that met the threshold. */
  readonly value: number;
  /** Ids of the events of the window, as far as they are kept. */
  readonly eventIds: readonly string[];
}

export interface CorrelateRequest {
  readonly book: RuleBook;
  readonly correlations: readonly SelectedRule[];
  /** Newest first. */
  readonly events: readonly EventRow[];
  /** The query's filters on events. */
  readonly passes: (row: EventRow) => boolean;
  readonly signal: AbortSignal;
}

/** Runs correlations over the events, oldest first; one detection for each completed window and group. */
export async function correlate(request: CorrelateRequest): Promise<Detection[]> {
  const { book, events, passes, signal } = request;
  const chosen = new Map(request.correlations.map((rule) => [rule.key, rule]));
  const engine = correlator(book.ruleSet);
  const rows = new Map<unknown, EventRow>();
  const giveWay = turnTaker(signal);
  const detections: Detection[] = [];
  for (let index = events.length - 1; index >= 0; index--) {
    await giveWay();
    const row = events[index];
    const matches = book.matches(row);
    if (matches.length === 0 || !passes(row)) {
      continue;
    }
    const record = recordOf(row);
    rows.set(record, row);
    for (const hit of engine.feed(record, row.timeMs, matches)) {
      const rule = chosen.get(hit.correlation);
      if (rule) {
        const eventIds = hit.events.flatMap((event) => rows.get(event)?.eventId ?? []);
        detections.push({ rule, row, timeMs: hit.timeMs, hit: { group: hit.group, value: hit.value, eventIds } });
      }
    }
  }
  return detections;
}
