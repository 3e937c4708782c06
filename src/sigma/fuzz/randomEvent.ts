import type { Random } from './random';

/** Values that rules and events share, so that they meet often; the odd ones are where engines differ. */
export const TEXTS = [
  'CreateUser',
  'createuser',
  'DeleteTrail',
  'iam.amazonaws.com',
  'arn:aws:iam::111122223333:user/Alice',
  '10.1.2.3',
  '2001:db8::1',
  '2026-01-05T10:30:00Z',
  '5',
  '05',
  'true',
  '',
  '*',
  'a*b',
  'C:\\x\\y',
  'C:\\*',
  'cmd -x /y',
  'Straße',
  'İstanbul',
  'ΣΑΣ',
  'line\nbreak',
  'Y21kIC14',
  '😀',
];
export const FIELDS = [
  'eventName',
  'eventSource',
  'sourceIPAddress',
  'eventTime',
  'userIdentity.arn',
  'userIdentity.type',
  'requestParameters.items.name',
  'requestParameters.count',
  'errorCode',
  'a.b',
];
const NAMES = [...new Set([...FIELDS.flatMap((field) => field.split('.')), 'a.b', '__proto__', 'constructor'])];

/** A JSON value as events hold them: shallow, odd in places. */
export function randomValue(random: Random, depth = 3): unknown {
  const kind = random.below(depth > 0 ? 10 : 7);
  if (kind < 4) {
    return random.pick(TEXTS);
  }
  if (kind < 7) {
    return random.pick([null, true, false, 0, 5, -1, 10.5, 1e21, 9007199254740993]);
  }
  return kind === 7 ? random.list(0, 3, () => randomValue(random, depth - 1)) : randomObject(random, depth - 1);
}

function randomObject(random: Random, depth: number): object {
  // fromEntries defines, so that __proto__ is a member like any other, as in parsed JSON.
  return Object.fromEntries(random.list(0, 4, () => [random.pick(NAMES), randomValue(random, depth)] as const));
}

/** An event; most have the fields that rules ask for. */
export function randomEvent(random: Random): Record<string, unknown> {
  const text = (): unknown => (random.chance(0.9) ? random.pick(TEXTS) : randomValue(random));
  const event: Record<string, unknown> = {};
  const put = (name: string, make: () => unknown): void => {
    if (random.chance(0.7)) {
      event[name] = make();
    }
  };
  put('eventName', text);
  put('eventSource', text);
  put('sourceIPAddress', text);
  put('eventTime', text);
  put('errorCode', text);
  put('a.b', text);
  put('a', () => (random.chance(0.5) ? { b: text() } : text()));
  put('userIdentity', () => (random.chance(0.8) ? { arn: text(), type: text() } : randomValue(random)));
  put('requestParameters', () => ({
    count: randomValue(random, 0),
    items: random.list(0, 3, () => (random.chance(0.8) ? { name: text() } : randomValue(random))),
  }));
  return event;
}
