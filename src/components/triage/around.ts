import type { SigtrailQueryModel } from '../../contract/query';
import { runQuery, type QueryRange } from '../shared/runQuery';
import type { Actor } from './actors';
import { detectionRows, eventRows, type DetectionRow, type EventRow } from './rows';

const MINUTE = 60_000;

/** How far around an event one may look. */
export const WINDOWS = [
  { value: '15m', label: '15 minutes', ms: 15 * MINUTE },
  { value: '1h', label: '1 hour', ms: 60 * MINUTE },
  { value: '24h', label: '24 hours', ms: 24 * 60 * MINUTE },
] as const;
export type WindowKey = (typeof WINDOWS)[number]['value'];

/** Events shown on either side of the event. */
const SIDE = 200;
/** Events after it come newest first: so many are asked for, and the nearest kept. */
const AFTER = 1000;
const MOST_DETECTIONS = 1000;

/** Events around one, oldest first, with it among them. */
export interface Around {
  readonly events: readonly EventRow[];
  readonly notices: readonly string[];
}

/** From so long before an event to so long after it, no later than now; whole minutes, so that equal questions are equal. */
export function rangeAround(timeMs: number, windowMs: number, nowMs: number): QueryRange {
  const toMs = Math.max(timeMs, Math.min(timeMs + windowMs, nowMs));
  return {
    fromMs: Math.floor((timeMs - windowMs) / MINUTE) * MINUTE,
    toMs: Math.ceil(toMs / MINUTE) * MINUTE,
  };
}

/** The queries that a look around takes. */
export function aroundQueries({ query }: Actor): { events: SigtrailQueryModel; detections: SigtrailQueryModel } {
  return {
    events: { queryType: 'events', format: 'table', ...query, limit: SIDE },
    detections: { queryType: 'detections', format: 'table', ...query, limit: MOST_DETECTIONS },
  };
}

/** What an actor did before and after an event: the nearest events on either side. */
export async function eventsAround(
  uid: string,
  event: EventRow,
  actor: Actor,
  range: QueryRange,
  signal?: AbortSignal
): Promise<Around> {
  const { events } = aroundQueries(actor);
  // CloudTrail's times are whole seconds: what happened in the event's own is among what was before.
  const nextSecond = event.timeMs + 1000;
  const [before, after] = await Promise.all([
    runQuery(uid, events, { ...range, toMs: event.timeMs }, signal),
    nextSecond > range.toMs
      ? undefined
      : runQuery(uid, { ...events, limit: AFTER }, { ...range, fromMs: nextSecond }, signal),
  ]);
  const earlier = eventRows(before.frames[0]).slice(0, SIDE).reverse();
  const later = eventRows(after?.frames[0]).reverse();
  const own = earlier.some(({ eventId }) => eventId === event.eventId) ? [] : [event];
  const left = later.length - SIDE;
  return {
    events: [...earlier, ...own, ...later.slice(0, SIDE)],
    notices: [
      ...new Set([
        ...before.notices,
        ...(after?.notices ?? []),
        ...(left > 0 ? [`${left} later events are not shown. Choose a shorter time to see all that it has.`] : []),
      ]),
    ],
  };
}

/** What rules reported of an actor's events, by the event's id. */
export async function detectionsAround(
  uid: string,
  actor: Actor,
  range: QueryRange,
  signal?: AbortSignal
): Promise<{ byEvent: ReadonlyMap<string, readonly DetectionRow[]>; notices: readonly string[] }> {
  const { frames, notices } = await runQuery(uid, aroundQueries(actor).detections, range, signal);
  const byEvent = new Map<string, DetectionRow[]>();
  for (const row of detectionRows(frames[0])) {
    byEvent.set(row.eventId, [...(byEvent.get(row.eventId) ?? []), row]);
  }
  return { byEvent, notices };
}

/** `12 s before`, `3 min 5 s after`; `same second` where there is nothing between. */
export function offsetText(ms: number): string {
  const seconds = Math.round(Math.abs(ms) / 1000);
  if (seconds === 0) {
    return 'same second';
  }
  const parts = [
    [Math.floor(seconds / 3600), 'h'],
    [Math.floor(seconds / 60) % 60, 'min'],
    [seconds % 60, 's'],
  ] as const;
  const shown = parts.filter(([count]) => count > 0).slice(0, 2);
  return `${shown.map(([count, unit]) => `${count} ${unit}`).join(' ')} ${ms < 0 ? 'before' : 'after'}`;
}
