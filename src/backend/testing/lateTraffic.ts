import type { Emulator } from '../../cloudtrail/emulator';
import { Random } from '../../cloudtrail/emulator/generate/random';
import type { Place } from '../../cloudtrail';

/** A planned event: when it happens, and from when on lookups show it. */
export interface LateEvent extends Place {
  readonly id: string;
  /** Epoch milliseconds, whole seconds. */
  readonly timeMs: number;
  readonly delayMs: number;
  readonly eventName: string;
  readonly eventSource: string;
}

export interface LateTrafficOptions {
  readonly seed: string;
  readonly fromMs: number;
  readonly toMs: number;
  /** Delays are up to this, some of them exactly this. */
  readonly maxDelayMs: number;
  /** Events a minute in each place. */
  readonly rates: ReadonlyArray<Place & { readonly perMinute: number }>;
}

/** What the traffic consists of. */
export const TRAFFIC_CALLS = [
  { eventName: 'DescribeInstances', eventSource: 'ec2.amazonaws.com', readOnly: true, weight: 6 },
  { eventName: 'RunInstances', eventSource: 'ec2.amazonaws.com', readOnly: false, weight: 2 },
  { eventName: 'ListUsers', eventSource: 'iam.amazonaws.com', readOnly: true, weight: 2 },
  { eventName: 'CreateUser', eventSource: 'iam.amazonaws.com', readOnly: false, weight: 1 },
];

/** Adds seeded traffic to the emulator that becomes visible late and out of order. Times may lie in the future. */
export function addLateTraffic(emulator: Emulator, options: LateTrafficOptions): LateEvent[] {
  const random = new Random(options.seed);
  const events: LateEvent[] = [];
  for (const { account, region, perMinute } of options.rates) {
    for (let ms = options.fromMs; ms < options.toMs; ms += (random.exponential() * 60_000) / perMinute) {
      const { readOnly, ...call } = random.weighted(TRAFFIC_CALLS);
      const event = {
        id: random.uuid(),
        timeMs: Math.floor(ms / 1000) * 1000,
        delayMs: random.chance(0.05) ? options.maxDelayMs : Math.round(random.unit() * options.maxDelayMs),
        account,
        region,
        eventName: call.eventName,
        eventSource: call.eventSource,
      };
      emulator.addEvents([recordText(event, readOnly)], event.delayMs);
      events.push(event);
    }
  }
  return events;
}

function recordText(event: LateEvent, readOnly: boolean): string {
  return JSON.stringify({
    eventVersion: '1.08',
    eventID: event.id,
    eventTime: new Date(event.timeMs).toISOString().replace('.000Z', 'Z'),
    eventName: event.eventName,
    eventSource: event.eventSource,
    awsRegion: event.region,
    recipientAccountId: event.account,
    readOnly,
    managementEvent: true,
    eventCategory: 'Management',
    userIdentity: { type: 'IAMUser', userName: 'alice' },
  });
}
