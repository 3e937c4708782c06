import type { ExplainResponse, RulePage } from '../../contract/resources';
import type { DetectionAddress } from '../shared/appLinks';
import { errorText, getResource, postResource } from '../shared/dataSources';
import { runQuery } from '../shared/runQuery';
import { detectionRows, eventRows, type DetectionRow, type EventRow } from './rows';

const MINUTE = 60_000;
/** LookupEvents has events of so long. */
export const KEPT_MS = 90 * 24 * 60 * MINUTE;

/** The event at an address; undefined where CloudTrail has none of that id there. */
export async function findEvent(
  uid: string,
  { eventId, timeMs, account, region }: DetectionAddress,
  nowMs: number,
  signal?: AbortSignal
): Promise<{ event?: EventRow; notices: readonly string[] }> {
  const range =
    timeMs === undefined
      ? { fromMs: nowMs - KEPT_MS, toMs: nowMs }
      : { fromMs: Math.floor(timeMs / MINUTE) * MINUTE, toMs: Math.ceil((timeMs + 1) / MINUTE) * MINUTE };
  const { frames, notices } = await runQuery(
    uid,
    {
      queryType: 'events',
      format: 'table',
      lookup: { attribute: 'EventId', value: eventId },
      ...(account === undefined ? {} : { accounts: [account] }),
      ...(region === undefined ? {} : { regions: [region] }),
      limit: 1,
    },
    range,
    signal
  );
  return { event: eventRows(frames[0]).find((row) => row.eventId === eventId), notices };
}

/** A rule on an event: its page, and whether and why it reports it. */
export interface RuleOnEvent {
  readonly page: RulePage;
  /** For a plain rule. */
  readonly explained?: ExplainResponse;
  /** Absent where the rule does not report the event. */
  readonly detection?: DetectionRow;
  readonly notices: readonly string[];
}

/** What a rule says of an event; undefined where the catalogue has the rule no more. */
export async function ruleOnEvent(
  uid: string,
  id: string,
  event: EventRow,
  signal?: AbortSignal
): Promise<RuleOnEvent | undefined> {
  const page = await getResource<RulePage>(uid, `rules/${encodeURIComponent(id)}`).catch((error: unknown) => {
    if (isNotFound(error)) {
      return undefined;
    }
    throw new Error(errorText(error));
  });
  if (!page) {
    return undefined;
  }
  const [explained, found] = await Promise.all([
    page.kind === 'rule'
      ? postResource<ExplainResponse>(uid, 'explain', { id, event: event.record })
      : Promise.resolve(undefined),
    runQuery(
      uid,
      { queryType: 'detections', format: 'table', rules: { ids: [id] } },
      { fromMs: event.timeMs, toMs: event.timeMs + 999 },
      signal
    ),
  ]);
  const detection = detectionRows(found.frames[0]).find(({ eventId }) => eventId === event.eventId);
  return { page, ...(explained ? { explained } : {}), ...(detection ? { detection } : {}), notices: found.notices };
}

function isNotFound(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'status' in error && error.status === 404;
}
