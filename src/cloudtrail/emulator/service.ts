import { randomUUID } from 'node:crypto';
import { authenticate, type Caller } from './auth/authenticate';
import type { Directory } from './auth/directory';
import { AwsServiceError, type Protocol } from './aws/error';
import type { Clock } from '../aws/clock';
import { header, type AwsRequest, type AwsResponse } from './aws/request';
import type { EventStore } from './data/eventStore';
import type { EmulatorFaults, FaultState } from './faults/faults';
import { lookupEvents } from './lookup/lookupEvents';
import { NextTokens } from './lookup/nextToken';
import { parseLookup } from './lookup/parameters';
import type { RateLimit } from './lookup/rateLimit';
import type { RequestOutcome, StatsCounter } from './stats';
import { callSts } from './sts/sts';
import { stsError, stsResult } from './sts/xml';

export interface ServiceParts {
  readonly directory: Directory;
  readonly store: EventStore;
  readonly limit: RateLimit;
  readonly faults: FaultState;
  readonly stats: StatsCounter;
  /** The time of events, quotas and delays. Signatures and sessions go by the system's, as the client's do. */
  readonly clock: Clock;
}

/** The connection is to be closed without an answer. */
export type Answer = AwsResponse | 'drop';

/** AWS as far as the emulator goes: CloudTrail's LookupEvents and two operations of STS, told apart by the request. */
export class EmulatedService {
  private readonly tokens = new NextTokens();

  constructor(private readonly parts: ServiceParts) {}

  async answer(request: AwsRequest): Promise<Answer> {
    const protocol: Protocol = request.headers.has('x-amz-target') ? 'json' : 'query';
    const seen: { -readonly [K in keyof RequestOutcome]?: RequestOutcome[K] } = {};
    const requestId = randomUUID();
    let answer: Answer;
    try {
      answer =
        protocol === 'json' ? await this.cloudTrail(request, requestId, seen) : this.sts(request, requestId, seen);
      seen.outcome ??= 'ok';
    } catch (error) {
      const fault =
        error instanceof AwsServiceError ? error : new AwsServiceError('InternalFailure', 'An internal error.', 500);
      seen.outcome = fault.code;
      answer = errorAnswer(fault, protocol, requestId);
    }
    this.parts.stats.record({ operation: 'other', outcome: 'ok', ...seen });
    return answer;
  }

  private async cloudTrail(
    request: AwsRequest,
    requestId: string,
    seen: { -readonly [K in keyof RequestOutcome]?: RequestOutcome[K] }
  ): Promise<Answer> {
    const caller = this.authenticate(request, 'cloudtrail', 'json');
    const { account } = caller.principal;
    const operation = /\.(\w+)$/.exec(header(request, 'x-amz-target') ?? '')?.[1] ?? '';
    Object.assign(seen, { account, region: caller.region });
    if (operation !== 'LookupEvents' || request.method !== 'POST') {
      throw new AwsServiceError('UnknownOperationException', '');
    }
    seen.operation = operation;
    const faults = this.parts.faults.at(account, caller.region);
    await this.delay(faults);
    if (this.parts.faults.turn('drop', faults.dropEvery)) {
      seen.outcome = 'dropped';
      return 'drop';
    }
    this.refuse(caller, faults);
    const nowMs = this.parts.clock.now() + this.offsetMs();
    const parameters = parseLookup(request.body.toString('utf8'), nowMs);
    seen.attribute = parameters.attribute && `${parameters.attribute.key}=${parameters.attribute.value}`;
    const page = lookupEvents(parameters, caller, nowMs, {
      store: this.parts.store,
      tokens: this.tokens,
      faults: {
        empty: this.parts.faults.turn('empty', faults.emptyPageEvery),
        refuseToken: parameters.nextToken !== undefined && this.parts.faults.turn('token', faults.refuseTokenEvery),
        garble: ({ text }) => {
          if (!this.parts.faults.turn('garble', faults.garbleEvery)) {
            return text;
          }
          return faults.garbleAs === 'null' ? null : text.slice(0, text.length >> 1);
        },
      },
    });
    return jsonAnswer(200, page, requestId);
  }

  /** Whatever answers before the parameters are looked at. */
  private refuse(caller: Caller, faults: EmulatorFaults): void {
    const { account, arn, mayLookup } = caller.principal;
    if (faults.optInRequired) {
      throw new AwsServiceError('OptInRequired', 'The AWS Access Key Id needs a subscription for the service', 403);
    }
    if (faults.accessDenied || !mayLookup) {
      throw new AwsServiceError(
        'AccessDeniedException',
        `User: ${arn} is not authorized to perform: cloudtrail:LookupEvents because no identity-based policy allows ` +
          'the cloudtrail:LookupEvents action'
      );
    }
    const now = this.parts.clock.now();
    if (!this.parts.limit.take(account, caller.region, now) || this.parts.faults.throttled(faults, now)) {
      throw new AwsServiceError('ThrottlingException', 'Rate exceeded');
    }
    if (this.parts.faults.turn('fail', faults.failEvery)) {
      throw new AwsServiceError('InternalFailure', 'An internal error occurred.', faults.failStatus ?? 500);
    }
  }

  private sts(
    request: AwsRequest,
    requestId: string,
    seen: { -readonly [K in keyof RequestOutcome]?: RequestOutcome[K] }
  ): AwsResponse {
    const caller = this.authenticate(request, 'sts', 'query');
    const form = new URLSearchParams(request.method === 'POST' ? request.body.toString('utf8') : request.query);
    const operation = form.get('Action') ?? '';
    seen.operation = operation || 'other';
    const result = callSts(form, caller, this.parts.directory, Date.now() + this.offsetMs());
    return { status: 200, contentType: 'text/xml', requestId, body: stsResult(operation, result, requestId) };
  }

  private authenticate(request: AwsRequest, service: string, protocol: Protocol): Caller {
    return authenticate(request, {
      directory: this.parts.directory,
      service,
      protocol,
      nowMs: Date.now() + this.offsetMs(),
      isExpiredEarly: ({ startedMs }) => this.parts.faults.expired(startedMs ?? 0),
    });
  }

  private async delay(faults: EmulatorFaults): Promise<void> {
    const ms = this.parts.faults.latencyMs(faults);
    if (ms > 0) {
      await this.parts.clock.sleep(ms);
    }
  }

  /** How far a fault has set the service's clock wrong. */
  private offsetMs(): number {
    return (this.parts.faults.get().clockOffsetSeconds ?? 0) * 1000;
  }
}

function jsonAnswer(status: number, value: unknown, requestId: string): AwsResponse {
  return { status, contentType: 'application/x-amz-json-1.1', requestId, body: JSON.stringify(value) };
}

function errorAnswer({ code, message, status }: AwsServiceError, protocol: Protocol, requestId: string): AwsResponse {
  return protocol === 'json'
    ? jsonAnswer(status, { __type: code, message }, requestId)
    : { status, contentType: 'text/xml', requestId, body: stsError(code, message, status, requestId) };
}
