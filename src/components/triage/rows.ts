import type { DataFrame } from '@grafana/data';
import { column } from '../shared/runQuery';

export type JsonObject = Readonly<Record<string, unknown>>;

/** One event of the frames `events` and `detections` as tables (contract, section 4). */
export interface EventRow {
  readonly eventId: string;
  /** Epoch milliseconds. */
  readonly timeMs: number;
  readonly eventSource: string;
  readonly eventName: string;
  readonly principal: string;
  readonly address: string;
  readonly account: string;
  readonly region: string;
  /** Empty where the call succeeded. */
  readonly errorCode: string;
  /** The CloudTrail record; empty where CloudTrail sent none that can be read. */
  readonly record: JsonObject;
}

/** A row of the detections table. */
export interface DetectionRow extends EventRow {
  readonly rule: string;
  readonly ruleId: string;
  /** The level's label, as the data source's settings have it. */
  readonly severity: string;
  /** For a rule: selection → field → value; for a correlation its type → what it found. */
  readonly matched: JsonObject;
}

/** The rows of a table of events, in its order. */
export function eventRows(frame: DataFrame | undefined): EventRow[] {
  const text = (name: string) => column<string>(frame, name);
  const [ids, sources, names, principals] = [
    text('eventID'),
    text('eventSource'),
    text('eventName'),
    text('principal'),
  ];
  const [addresses, accounts, regions] = [text('sourceIPAddress'), text('account'), text('region')];
  const [errors, records] = [text('errorCode'), column<unknown>(frame, 'record')];
  return column<number>(frame, 'time').map((timeMs, row) => ({
    eventId: ids[row] ?? '',
    timeMs,
    eventSource: sources[row] ?? '',
    eventName: names[row] ?? '',
    principal: principals[row] ?? '',
    address: addresses[row] ?? '',
    account: accounts[row] ?? '',
    region: regions[row] ?? '',
    errorCode: errors[row] ?? '',
    record: jsonObject(records[row]),
  }));
}

/** The rows of a table of detections, in its order. */
export function detectionRows(frame: DataFrame | undefined): DetectionRow[] {
  const [rules, ids] = [column<string>(frame, 'rule'), column<string>(frame, 'rule_id')];
  const [severities, matched] = [column<string>(frame, 'severity'), column<unknown>(frame, 'matched')];
  return eventRows(frame).map((event, row) => ({
    ...event,
    rule: rules[row] ?? '',
    ruleId: ids[row] ?? '',
    severity: severities[row] ?? '',
    matched: jsonObject(matched[row]),
  }));
}

/** JSON columns hold objects or their text; anything else is an empty object. */
export function jsonObject(value: unknown): JsonObject {
  const read = typeof value === 'string' ? parsed(value) : value;
  return typeof read === 'object' && read !== null && !Array.isArray(read) ? (read as JsonObject) : {};
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** A value in a record at a path of members; undefined where there is none. */
export function valueAt(record: unknown, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>(
      (value, step) => (Object.hasOwn(jsonObject(value), step) ? jsonObject(value)[step] : undefined),
      record
    );
}

/** A text with letters in it at a path; numbers and truth values as text. */
export function textAt(record: unknown, path: string): string | undefined {
  const value = valueAt(record, path);
  const isShown = typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
  return isShown && value !== '' ? String(value) : undefined;
}
