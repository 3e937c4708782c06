import { unlessAborted, type EventSet } from '../../cloudtrail';
import type { SigmaCorrelation } from '../../sigma';
import {
  correlator,
  fieldValues,
  nearWindows,
  type CorrelationHit,
  type GroupWindow,
  type NearWindow,
} from '../rules/engine';
import type { RuleBook } from '../rules/ruleBook';
import type { Detection } from './detect';
import { EventView } from './eventView';
import type { CompiledFilters } from './filters';
import { compareEvents } from './order';
import { reachOf } from './reach';
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

/** What correlations run over. */
export interface CorrelatedEvents {
  readonly book: RuleBook;
  readonly events: EventSet;
  /** The query's filters on events. */
  readonly filters: CompiledFilters;
  readonly signal: AbortSignal;
}

export interface CorrelateRequest extends CorrelatedEvents {
  readonly correlations: readonly SelectedRule[];
}

/** A window that was completed, of whatever query. */
interface Completed {
  /** The correlation's key. */
  readonly correlation: string;
  readonly event: EventView;
  readonly hit: Hit;
}

interface Matched {
  readonly event: EventView;
  readonly rules: number[];
}

/** Answers kept for one set of rules: the panels of a dashboard ask for the same range at once. */
const KEPT = 16;
const known = new WeakMap<RuleBook, Map<string, Promise<Completed[]>>>();

/**
 * Runs correlations over the events, oldest first; one detection for each completed window and group. Queries that ask
 * for the same share one run.
 */
export async function correlate(request: CorrelateRequest): Promise<Detection[]> {
  const chosen = new Map(request.correlations.map((rule) => [rule.key, rule]));
  const completed = request.filters.testsEvents ? await run(request) : await shared(request);
  return completed.flatMap(({ correlation, event, hit }) => {
    const rule = chosen.get(correlation);
    return rule ? [{ rule, event, hit }] : [];
  });
}

function shared(request: CorrelateRequest): Promise<Completed[]> {
  const { book, correlations, events, signal } = request;
  const key = JSON.stringify([
    correlations.map((rule) => rule.key),
    events.range,
    events.parts.map((part) => part.key),
  ]);
  const kept = known.get(book) ?? new Map<string, Promise<Completed[]>>();
  known.set(book, kept);
  let answer = kept.get(key);
  if (!answer) {
    // It is not stopped with the query that came first: others may wait for it.
    answer = run({ ...request, signal: new AbortController().signal });
    answer.catch(() => kept.delete(key));
    kept.set(key, answer);
    const [oldest] = kept.keys();
    if (kept.size > KEPT && oldest !== undefined) {
      kept.delete(oldest);
    }
  }
  return unlessAborted(answer, signal);
}

async function run(request: CorrelateRequest): Promise<Completed[]> {
  const chosen = new Set(request.correlations.map((rule) => rule.key));
  const completed: Completed[] = [];
  await feed(request, request.correlations, {
    onHit({ correlation, group, value, events }, event, idsOf) {
      if (chosen.has(correlation)) {
        completed.push({ correlation, event, hit: { group, value, eventIds: idsOf(events) } });
      }
    },
  });
  return completed;
}

/** A group's window that nearly met its correlation's condition. */
export interface NearMissWindow extends Omit<NearWindow, 'events'> {
  /** Ids of its events, oldest first, as far as they are kept. */
  readonly eventIds: readonly string[];
}

/**
 * The windows of a correlation that came nearest to its condition without meeting it, the nearest first.
 *
 * @param fromMs epoch milliseconds: windows that ended before are left out
 */
export async function nearMissWindows(
  request: CorrelatedEvents,
  correlation: SigmaCorrelation,
  { fromMs, limit }: { fromMs: number; limit: number }
): Promise<NearMissWindow[]> {
  const near = nearWindows(correlation.key, limit);
  const idsOf = await feed(request, [{ rule: correlation }], {
    onWindow(window) {
      if ((window.entries.at(-1)?.timeMs ?? 0) >= fromMs) {
        near.observe(window);
      }
    },
  });
  return near.list().map(({ events, ...window }) => ({ ...window, eventIds: idsOf(events) }));
}

/** Ids of events that were fed. */
type IdsOf = (events: readonly unknown[]) => string[];

interface Told {
  onHit?(hit: CorrelationHit, event: EventView, idsOf: IdsOf): void;
  onWindow?(window: GroupWindow): void;
}

/** Feeds the events that the correlations look at, oldest first. */
async function feed(
  request: CorrelatedEvents,
  correlations: ReadonlyArray<Pick<SelectedRule, 'rule'>>,
  { onHit, onWindow }: Told
): Promise<IdsOf> {
  const { book, filters, signal } = request;
  const reach = reachOf(book, correlations);
  const keys = new Set(reach.rules.map(({ key }) => key));
  const rules = new Set(book.ruleSet.rules.flatMap(({ key }, index) => (keys.has(key) ? [index] : [])));
  const fields = fieldsOf(reach.correlations);
  const matched = await matchedEvents(request, rules);
  matched.sort((a, b) => compareEvents(a.event, b.event));
  const engine = correlator(book.ruleSet, onWindow ? { onWindow } : {});
  // A window keeps its events: of each no more than the correlations look at.
  const views = new WeakMap<object, EventView>();
  const idsOf: IdsOf = (fed) => fed.flatMap((each) => views.get(each as object)?.row.eventId ?? []);
  const giveWay = turnTaker(signal);
  for (const { event, rules: matches } of matched) {
    await giveWay();
    if (filters.testsEvents && !filters.event(event)) {
      continue;
    }
    const extract = extractOf(event, fields);
    views.set(extract, event);
    for (const hit of engine.feed(extract, event.timeMs, matches)) {
      onHit?.(hit, event, idsOf);
    }
  }
  return idsOf;
}

async function matchedEvents(request: CorrelatedEvents, wanted: ReadonlySet<number>): Promise<Matched[]> {
  const { book, events, signal } = request;
  const { from, to } = events.range;
  await book.prepare(events.parts, signal);
  const giveWay = turnTaker(signal);
  const matched: Matched[] = [];
  for (const part of events.parts) {
    await giveWay();
    const { rows, rules, seconds } = book.matches(part);
    let last: Matched | undefined;
    for (let at = 0; at < rows.length; at++) {
      if (wanted.has(rules[at]) && seconds[at] >= from && seconds[at] < to) {
        if (last?.event.index !== rows[at]) {
          last = { event: new EventView(part, rows[at], seconds[at] * 1000), rules: [] };
          matched.push(last);
        }
        last.rules.push(rules[at]);
      }
    }
  }
  return matched;
}

/** The fields that correlations group by or aggregate. */
function fieldsOf(correlations: readonly SigmaCorrelation[]): ReadonlySet<string> {
  return new Set(
    correlations.flatMap(({ groupBy, fields, aliases }) => [
      ...groupBy,
      ...fields,
      ...Object.values(aliases).flatMap((alias) => Object.values(alias)),
    ])
  );
}

/** The event as correlations read it: a key spelled as a field's whole path holds its values. */
function extractOf(event: EventView, fields: ReadonlySet<string>): object {
  const extract: Record<string, unknown> = {};
  let record: unknown;
  for (const field of fields) {
    const held = event.column(field);
    if (typeof held === 'symbol') {
      record ??= event.record;
      const values = fieldValues(record, field);
      if (values.length > 0) {
        extract[field] = values;
      }
    } else if (held !== undefined) {
      extract[field] = held;
    }
  }
  return extract;
}
