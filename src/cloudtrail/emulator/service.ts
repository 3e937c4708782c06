import { randomUUID } from 'node:crypto';
import { authenticate, type Caller } from './auth/authenticate';
import type { Directory } from './auth/directory';
import { AwsServiceError, type Protocol } from './aws/error';
import type { EmulatedAthena } from './athena/emulatedAthena';
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
  /** Absent: Athena is not answered for. */
  readonly athena?: EmulatedAthena;
}

/** The connection is to be closed without an answer. */
export type Answer = AwsResponse | 'drop';

/** What is noted of a request while it is answered. */
type Seen = { -readonly [K in keyof RequestOutcome]?: RequestOutcome[K] };

/** What is asked for, before it is looked at. */
interface Asked {
  readonly action: string;
  readonly may: boolean;
  /** Takes a request of the action's quota; false where there is none left. */
  takes(nowMs: number): boolean;
}

const ATHENA_TARGET = 'AmazonAthena.';

/**
 * AWS as far as the emulator goes: CloudTrail's LookupEvents, two operations of STS and, with a Trino behind it, Athena's
 * statements; told apart by the request.
 */
export class EmulatedService {
  private readonly tokens = new NextTokens();

  constructor(private readonly parts: ServiceParts) {}

  async answer(request: AwsRequest): Promise<Answer> {
    const protocol: Protocol = request.headers.has('x-amz-target') ? 'json' : 'query';
    const seen: Seen = {};
    const requestId = randomUUID();
    let answer: Answer;
    try {
      answer = await this.dispatch(request, requestId, seen);
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

  private async dispatch(request: AwsRequest, requestId: string, seen: Seen): Promise<Answer> {
    const target = header(request, 'x-amz-target');
    if (target === undefined) {
      return this.sts(request, requestId, seen);
    }
    return target.startsWith(ATHENA_TARGET)
      ? this.athena(request, target.slice(ATHENA_TARGET.length), requestId, seen)
      : this.cloudTrail(request, requestId, seen);
  }

  private async athena(request: AwsRequest, operation: string, requestId: string, seen: Seen): Promise<Answer> {
    const { athena } = this.parts;
    const caller = this.authenticate(request, 'athena', 'json');
    const { account } = caller.principal;
    const faults = this.parts.faults.at(account, caller.region);
    Object.assign(seen, { account, region: caller.region });
    if (!athena) {
      throw new AwsServiceError(
        'UnknownOperationException',
        'Start the emulator with --trino URL, and it answers for Athena.'
      );
    }
    if (!athena.knows(operation) || request.method !== 'POST') {
      throw new AwsServiceError('UnknownOperationException', '');
    }
    seen.operation = operation;
    await this.delay(faults);
    if (this.parts.faults.turn('athena drop', faults.dropEvery)) {
      seen.outcome = 'dropped';
      return 'drop';
    }
    this.refuse(caller, faults, {
      action: `athena:${operation}`,
      may: true,
      takes: (now) => athena.take(operation, caller, now),
    });
    const place = { account, region: caller.region };
    return jsonAnswer(200, await athena.answer(operation, request.body.toString('utf8'), place, faults), requestId);
  }

  private async cloudTrail(request: AwsRequest, requestId: string, seen: Seen): Promise<Answer> {
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
    this.refuse(caller, faults, {
      action: 'cloudtrail:LookupEvents',
      may: caller.principal.mayLookup,
      takes: (now) => this.parts.limit.take(account, caller.region, now),
    });
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
  private refuse({ principal }: Caller, faults: EmulatorFaults, { action, may, takes }: Asked): void {
    if (faults.optInRequired) {
      throw new AwsServiceError('OptInRequired', 'The AWS Access Key Id needs a subscription for the service', 403);
    }
    if (faults.accessDenied || !may) {
      throw new AwsServiceError(
        'AccessDeniedException',
        `User: ${principal.arn} is not authorized to perform: ${action} because no identity-based policy allows the ${action} action`
      );
    }
    const now = this.parts.clock.now();
    if (!takes(now) || this.parts.faults.throttled(faults, now)) {
      throw new AwsServiceError('ThrottlingException', 'Rate exceeded');
    }
    const service = action.replace(/:.*/, '');
    if (this.parts.faults.turn(`${service} fail`, faults.failEvery)) {
      throw new AwsServiceError('InternalFailure', 'An internal error occurred.', faults.failStatus ?? 500);
    }
  }

  private sts(request: AwsRequest, requestId: string, seen: Seen): AwsResponse {
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

function errorAnswer(
  { code, message, status, more }: AwsServiceError,
  protocol: Protocol,
  requestId: string
): AwsResponse {
  return protocol === 'json'
    ? jsonAnswer(status, { __type: code, message, ...more }, requestId)
    : { status, contentType: 'text/xml', requestId, body: stsError(code, message, status, requestId) };
}
