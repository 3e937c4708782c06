import type { Caller } from '../auth/authenticate';
import { AwsServiceError } from '../aws/error';
import { countBefore, type EventStore } from '../data/eventStore';
import type { StoredEvent } from '../data/storedEvent';
import type { NextTokens, TokenScope } from './nextToken';
import { LOOKBACK_DAYS, type LookupParameters } from './parameters';

/** What faults make of a page. */
export interface PageFaults {
  /** The page carries no event, though there are more. */
  readonly empty: boolean;
  /** The request's token is refused, though it is good. */
  readonly refuseToken: boolean;
  /** What is sent in place of a record's text. */
  garble(event: StoredEvent): string | null;
}

/** Response of LookupEvents as it goes over the wire. */
export interface LookupPage {
  readonly Events: ReadonlyArray<Readonly<Record<string, unknown>>>;
  readonly NextToken?: string;
}

/**
 * One page: newest first, from where the token says. A token stands for a place in time and not for a number of
 * events, so that events which arrive in mid-scan neither shift a page nor appear twice.
 *
 * @param nowMs the service's clock
 * @throws AwsServiceError InvalidNextTokenException
 */
export function lookupEvents(
  parameters: LookupParameters,
  caller: Caller,
  nowMs: number,
  { store, tokens, faults }: { store: EventStore; tokens: NextTokens; faults: PageFaults }
): LookupPage {
  const { account } = caller.principal;
  const scope: TokenScope = { account, region: caller.region, parameters: parameters.bound };
  const from = parameters.nextToken === undefined ? { page: 0 } : tokens.read(parameters.nextToken, scope);
  if (!from || (parameters.nextToken !== undefined && faults.refuseToken)) {
    throw new AwsServiceError('InvalidNextTokenException', 'Invalid or expired next token.');
  }
  if (faults.empty) {
    return { Events: [], NextToken: tokens.issue(from.position, from.page + 1, scope) };
  }
  const events = parameters.insights ? [] : store.find(account, caller.region, parameters.attribute);
  const oldestMs = Math.max(parameters.startMs, nowMs - LOOKBACK_DAYS * 86_400_000);
  const end = { timeMs: Math.floor(parameters.endMs) + 1, eventId: '' };
  let index = countBefore(events, from.position ?? end) - 1;
  const page: StoredEvent[] = [];
  for (; index >= 0 && events[index].timeMs >= oldestMs && page.length < parameters.maxResults; index--) {
    if (events[index].visibleFromMs <= nowMs) {
      page.push(events[index]);
    }
  }
  const more = hasMore(events, index, oldestMs, nowMs);
  return {
    Events: page.map((event) => toWire(event, faults.garble(event))),
    ...(more ? { NextToken: tokens.issue(page.at(-1), from.page + 1, scope) } : {}),
  };
}

function hasMore(events: readonly StoredEvent[], from: number, oldestMs: number, nowMs: number): boolean {
  for (let index = from; index >= 0 && events[index].timeMs >= oldestMs; index--) {
    if (events[index].visibleFromMs <= nowMs) {
      return true;
    }
  }
  return false;
}

function toWire(event: StoredEvent, text: string | null): Readonly<Record<string, unknown>> {
  return {
    EventId: event.eventId,
    EventName: event.eventName,
    ...(event.readOnly === undefined ? {} : { ReadOnly: event.readOnly }),
    ...(event.accessKeyId === undefined ? {} : { AccessKeyId: event.accessKeyId }),
    EventTime: event.timeMs / 1000,
    EventSource: event.eventSource,
    ...(event.username === undefined ? {} : { Username: event.username }),
    Resources: event.resources.map(({ type, name }) => ({
      ...(type === undefined ? {} : { ResourceType: type }),
      ...(name === undefined ? {} : { ResourceName: name }),
    })),
    CloudTrailEvent: text,
  };
}
