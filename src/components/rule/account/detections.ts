import type { DataFrame } from '@grafana/data';
import { column } from '../../shared/runQuery';
import { reasonsOf } from './reasons';

/** An event that a page shows, and that can be looked at more closely. */
export interface FoundEvent {
  /** Epoch milliseconds. */
  readonly timeMs: number;
  /** Event source and name. */
  readonly event: string;
  readonly eventId: string;
  readonly principal: string;
  /** The CloudTrail record as the frame has it: JSON, as text or read already. */
  readonly record: unknown;
}

/** A row of a query for detections as a table (contract, section 4). */
export interface Detection extends FoundEvent {
  readonly sourceIPAddress: string;
  /** Account and region. */
  readonly where: string;
  readonly account: string;
  readonly region: string;
  /** What made it a match, a line each. */
  readonly reasons: readonly string[];
}

/** The rows of a frame of detections, in its order: newest first. */
export function detectionsOf(frame: DataFrame | undefined): Detection[] {
  const text = (name: string) => column<string | null | undefined>(frame, name);
  const [sources, names, ids, principals] = ['eventSource', 'eventName', 'eventID', 'principal'].map(text);
  const [addresses, accounts, regions] = ['sourceIPAddress', 'account', 'region'].map(text);
  const [matched, records] = [column<unknown>(frame, 'matched'), column<unknown>(frame, 'record')];
  return column<number>(frame, 'time').map((timeMs, row) => ({
    timeMs,
    event: `${sources[row] ?? ''} ${names[row] ?? ''}`,
    eventId: ids[row] ?? '',
    principal: principals[row] ?? '',
    record: records[row],
    sourceIPAddress: addresses[row] ?? '',
    where: `${accounts[row] ?? ''} ${regions[row] ?? ''}`,
    account: accounts[row] ?? '',
    region: regions[row] ?? '',
    reasons: reasonsOf(matched[row]),
  }));
}
