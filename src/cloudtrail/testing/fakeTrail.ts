import type { Clock } from '../aws/clock';
import { AwsError, type AwsFault } from '../aws/errors';
import type { LookupClient, LookupPage, LookupRequest } from '../lookup/client';
import { matchesFilter } from '../lookup/filter';
import type { EventRow, Place } from '../store/types';

export interface FakeEvent {
  readonly id: string;
  /** Epoch seconds. */
  readonly atS: number;
  /** CloudTrail shows it so long after it happened. */
  readonly delayS?: number;
  readonly eventName?: string;
  readonly eventSource?: string;
  /** null: CloudTrail sends no record. */
  readonly record?: Record<string, unknown> | null;
}

export interface FakeCall extends LookupRequest {
  readonly atMs: number;
}

/** CloudTrail for one place, in memory: tokens bound to their parameters, newest first, late events, faults on demand. */
export class FakeTrail implements LookupClient {
  readonly calls: FakeCall[] = [];
  /** Thrown by the next requests, one each; undefined lets one pass. */
  faults: Array<AwsFault | undefined> = [];
  latencyMs = 100;
  pageSize = 50;
  /** Every page is followed by an empty one that still carries a token. */
  emptyPages = false;
  private readonly events: FakeEvent[] = [];
  private readonly tokens = new Map<string, { key: string; snapshot: EventRow[]; empty: boolean }>();
  private serial = 0;

  constructor(
    private readonly place: Place,
    private readonly clock: Clock
  ) {}

  add(...events: readonly FakeEvent[]): void {
    this.events.push(...events);
  }

  /** Forgets all tokens: the next page of each scan is refused. */
  dropTokens(): void {
    this.tokens.clear();
  }

  close(): void {
    this.tokens.clear();
  }

  async lookup(request: LookupRequest, signal: AbortSignal): Promise<LookupPage> {
    this.calls.push({ ...request, atMs: this.clock.now() });
    try {
      await this.clock.sleep(this.latencyMs, signal);
    } catch {
      throw new AwsError('cancelled', 'AbortError', 'cancelled');
    }
    const fault = this.faults.shift();
    if (fault) {
      throw new AwsError(fault, fault, `The fake trail fails on purpose: ${fault}.`);
    }
    const key = JSON.stringify([request.startS, request.endS, request.filter]);
    if (request.token === undefined) {
      return this.page(key, this.visible(request), false);
    }
    const held = this.tokens.get(request.token);
    if (held?.key !== key) {
      throw new AwsError('invalid-token', 'InvalidNextTokenException', 'The token is not valid for these parameters.');
    }
    return this.page(key, held.snapshot, held.empty);
  }

  private page(key: string, rows: EventRow[], empty: boolean): LookupPage {
    const taken = empty ? [] : rows.slice(0, this.pageSize);
    const rest = empty ? rows : rows.slice(this.pageSize);
    const nextEmpty = this.emptyPages && !empty;
    if (rest.length === 0 && !nextEmpty) {
      return { rows: taken, unreadable: 0 };
    }
    const token = `token-${++this.serial}`;
    this.tokens.set(token, { key, snapshot: rest, empty: nextEmpty });
    return { rows: taken, unreadable: 0, token };
  }

  private visible(request: LookupRequest): EventRow[] {
    const nowS = this.clock.now() / 1000;
    return this.events
      .filter(({ atS, delayS }) => atS >= request.startS && atS <= request.endS && atS + (delayS ?? 0) <= nowS)
      .map((event) => toRow(event, this.place))
      .filter((row) => matchesFilter(row, request.filter))
      .sort((a, b) => b.timeMs - a.timeMs);
  }
}

function toRow(event: FakeEvent, place: Place): EventRow {
  const { id, atS, eventName = 'DescribeInstances', eventSource = 'ec2.amazonaws.com' } = event;
  const record = {
    eventID: id,
    eventTime: new Date(atS * 1000).toISOString().replace('.000Z', 'Z'),
    eventName,
    eventSource,
    awsRegion: place.region,
    recipientAccountId: place.account,
    ...event.record,
  };
  return {
    ...place,
    eventId: id,
    timeMs: atS * 1000,
    eventName,
    eventSource,
    text: event.record === null ? null : JSON.stringify(record),
  };
}
