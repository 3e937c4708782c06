import { runQuery, column } from '../../shared/runQuery';

/** A CloudTrail record that is looked at. */
export interface ChosenEvent {
  readonly record: Readonly<Record<string, unknown>>;
  /** Its time, service and name, as a line. */
  readonly label: string;
  /** Tells it from others. */
  readonly key: string;
}

const DAY_MS = 86_400_000;
/** LookupEvents knows events of this long. */
const KEPT_MS = 90 * DAY_MS;
const UUID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i;

/** An event of a record as a frame or a paste has it. @throws Error with what to do, where it is no JSON object */
export function chosenEvent(record: unknown): ChosenEvent {
  const value: unknown = typeof record === 'string' ? parsed(record) : record;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new Error('This is no CloudTrail record. Paste one whole record, a JSON object in braces.');
  }
  const { eventTime, eventSource, eventName, eventID } = value as Record<string, unknown>;
  const label = [eventTime, eventSource, eventName].filter((part) => typeof part === 'string').join(' ');
  return {
    record: value as Record<string, unknown>,
    label: label === '' ? 'An event without a name' : label,
    key: typeof eventID === 'string' && eventID !== '' ? eventID : JSON.stringify(value),
  };
}

/** Whether a text may be the id of an event rather than an event. */
export function isEventId(text: string): boolean {
  return UUID.test(text.trim());
}

/** Looks an event up by its id. Rejects with a sentence where there is none. */
export async function lookUpEvent(uid: string, id: string, signal?: AbortSignal): Promise<ChosenEvent> {
  const toMs = Date.now();
  const { frames } = await runQuery(
    uid,
    { queryType: 'events', format: 'table', lookup: { attribute: 'EventId', value: id.trim() }, limit: 1 },
    { fromMs: toMs - KEPT_MS, toMs },
    signal
  );
  const [record] = column<unknown>(frames[0], 'record');
  if (record === undefined || record === null || record === '') {
    throw new Error(
      `CloudTrail knows no event with the id ${id.trim()} in the last 90 days, in the accounts and regions of this data source. Choose another data source, or paste the record.`
    );
  }
  return chosenEvent(record);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Error(
      `The text is not JSON: ${error instanceof Error ? error.message : String(error)}. Paste one whole CloudTrail record.`
    );
  }
}
