import { fieldValues, leafText, leavesOf, printYaml, type PlainValue } from '../../../sigma';
import type { Random } from '../../../sigma/fuzz/random';
import { randomCondition } from '../../../sigma/fuzz/randomRule';

/** Texts that are apt to be read in different ways. */
const ODD_TEXTS = [
  '',
  ' ',
  'null',
  'true',
  'False',
  '0',
  '22',
  '022',
  '22.0',
  '1e3',
  '1000',
  '.5',
  '-0',
  '1234567890123456789',
  'a_b%c',
  'it\'s "quoted"',
  'C:\\path\\file',
  '</script>',
  '<a href=x>&amp;',
  'line\nbreak\ttab',
  '\u0000nul',
  '\u212aelvin\u017f',
  'İstanbul ıI',
  'Straße ΣΑΣς',
  'é\u0301',
  '\u2028sep',
  '😀 grin',
  'arn:aws:iam::111122223333:user/Alice',
  '10.1.2.3',
  '172.20.1.1',
  '2001:db8::1',
  '2026-01-05T10:30:00Z',
  'AWS Internal',
  '{"json":"text"}',
  '[1,2]',
];
const ODD_NUMBERS = [0, -0, 1, 22, 443, 0.5, 1.5, 1e3, 1e-7, 1e21, 12345678901, 0.1 + 0.2, 123456789.125, -7];
const NAMES = ['ConsoleLogin', 'CreateUser', 'PutObject', 'AssumeRole', 'consolelogin', 'RunInstances'];
const SOURCES = ['iam.amazonaws.com', 's3.amazonaws.com', 'signin.amazonaws.com', 'ec2.amazonaws.com'];
const KEYS = ['userName', 'policyName', 'items', 'cidrIp', 'Port', 'a/b', 'x-amz-id', 'ключ', 'k"q', 'a.b'];

/** Fields that are asked for: of all kinds of columns, and some that no column has. */
const FIELDS = [
  'eventName',
  'eventSource',
  'eventTime',
  'awsRegion',
  'sourceIPAddress',
  'userAgent',
  'errorCode',
  'errorMessage',
  'readOnly',
  'managementEvent',
  'recipientAccountId',
  'eventname',
  'userIdentity.type',
  'userIdentity.arn',
  'userIdentity.userName',
  'userIdentity.sessionContext.attributes.mfaAuthenticated',
  'userIdentity.sessionContext.sessionIssuer.userName',
  'userIdentity.sessionContext.sessionIssuer',
  'userIdentity.sessionContext.webIdFederationData.attributes.sub',
  'userIdentity',
  'resources.ARN',
  'resources.type',
  'resources',
  'tlsDetails.tlsVersion',
  'requestParameters',
  'responseElements',
  'additionalEventData.MFAUsed',
  'nonsense.field',
];

/** A record with CloudTrail's members, as its files have them: texts where they are texts, anything in its JSON parts. */
export function trailEvent(random: Random): Record<string, unknown> {
  const event: Record<string, unknown> = {
    eventVersion: '1.08',
    eventTime: `2026-01-0${1 + random.below(5)}T1${random.below(10)}:30:00Z`,
    eventName: random.chance(0.8) ? random.pick(NAMES) : random.pick(ODD_TEXTS),
    eventSource: random.chance(0.9) ? random.pick(SOURCES) : random.pick(ODD_TEXTS),
    requestParameters: random.chance(0.2) ? null : randomObject(random, 3),
    responseElements: random.chance(0.6) ? null : randomObject(random, 3),
  };
  const put = (name: string, make: () => unknown, probability = 0.6): void => {
    if (random.chance(probability)) {
      event[name] = make();
    }
  };
  const text = (): string => random.pick(ODD_TEXTS);
  put('awsRegion', () => random.pick(['us-east-1', 'eu-west-1']));
  put('sourceIPAddress', () => random.pick(['10.1.2.3', '172.20.1.1', '2001:db8::1', 'AWS Internal', text()]));
  put('userAgent', text);
  put('errorCode', () => random.pick(['AccessDenied', 'Success', text()]), 0.4);
  put('errorMessage', text, 0.3);
  put('readOnly', () => random.chance(0.5));
  put('managementEvent', () => random.chance(0.9));
  put('recipientAccountId', () => random.pick(['111122223333', '000012345678']));
  put('additionalEventData', () => ({ MFAUsed: random.pick(['Yes', 'No', true]), ...randomObject(random, 1) }), 0.4);
  put('tlsDetails', () => ({ tlsVersion: random.pick(['TLSv1.2', 'TLSv1.3']) }), 0.4);
  put('resources', () => random.list(0, 3, () => resource(random)), 0.4);
  put('userIdentity', () => identity(random), 0.9);
  return event;
}

function resource(random: Random): object {
  return {
    ...(random.chance(0.8) && { ARN: `arn:aws:s3:::${random.pick(['bucket', 'Bucket/Key', 'İ'])}` }),
    ...(random.chance(0.6) && { type: random.pick(['AWS::S3::Object', 'AWS::S3::Bucket']) }),
  };
}

function identity(random: Random): object {
  const text = (): string => random.pick(ODD_TEXTS);
  return {
    type: random.pick(['Root', 'IAMUser', 'AssumedRole']),
    ...(random.chance(0.8) && { arn: random.pick(['arn:aws:iam::111122223333:user/Alice', text()]) }),
    ...(random.chance(0.5) && { userName: random.pick(['Alice', 'alıce', text()]) }),
    ...(random.chance(0.6) && {
      sessionContext: {
        ...(random.chance(0.7) && { attributes: { mfaAuthenticated: random.pick(['true', 'false']) } }),
        ...(random.chance(0.7) && { sessionIssuer: random.chance(0.5) ? {} : { userName: text(), type: 'Role' } }),
        ...(random.chance(0.2) && { webIdFederationData: { attributes: { sub: text() } } }),
      },
    }),
  };
}

function randomObject(random: Random, depth: number): object {
  return Object.fromEntries(random.list(0, 4, () => [random.pick(KEYS), randomJson(random, depth)] as const));
}

function randomJson(random: Random, depth: number): unknown {
  switch (random.below(depth > 0 ? 8 : 5)) {
    case 0:
    case 1:
    case 2:
      return random.pick(ODD_TEXTS);
    case 3:
      return random.pick(ODD_NUMBERS);
    case 4:
      return random.pick([null, true, false]);
    case 5:
      return random.list(0, 3, () => randomJson(random, depth - 1));
    default:
      return randomObject(random, depth - 1);
  }
}

/** The text of a rule about events like some given ones: with their values, whole, in part, and changed a little. */
export function trailRule(random: Random, id: number, events: readonly unknown[]): string {
  const names = ['selection', 'selection_2', 'filter_main'].slice(0, 1 + random.below(3));
  return printYaml({
    title: `Rule ${id}`,
    id: `00000000-0000-4000-8000-${id.toString(16).padStart(12, '0')}`,
    logsource: { product: 'aws', service: 'cloudtrail' },
    detection: {
      ...Object.fromEntries(names.map((name) => [name, detection(random, events)] as const)),
      condition: randomCondition(random, names),
    },
    level: 'high',
  });
}

function detection(random: Random, events: readonly unknown[]): PlainValue {
  if (random.chance(0.08)) {
    return random.list(1, 2, () => changed(random, leafOf(random, events)));
  }
  const map = (): PlainValue => Object.fromEntries(random.list(1, 3, () => item(random, events)));
  return random.chance(0.2) ? random.list(1, 3, map) : map();
}

/** A leaf of one of the events, as text. */
function leafOf(random: Random, events: readonly unknown[]): string {
  const leaves = leavesOf(random.pick(events)).flatMap((leaf) => leafText(leaf) ?? []);
  return leaves.length === 0 ? 'x' : random.pick(leaves);
}

function item(random: Random, events: readonly unknown[]): readonly [string, PlainValue] {
  const field = fieldOf(random, events);
  const value = (): string => {
    const found = fieldValues(random.pick(events), field).flatMap((leaf) => leafText(leaf) ?? []);
    return found.length > 0 && random.chance(0.8) ? random.pick(found) : leafOf(random, events);
  };
  const part = (): string => {
    const text = value();
    const from = random.below(Math.max(1, text.length));
    return [...text.slice(from, from + 1 + random.below(12))].filter((char) => !/\p{Cs}/u.test(char)).join('');
  };
  const plain = (text: string): string => text.replace(/[\\*?]/g, '\\$&');
  switch (random.below(14)) {
    case 0:
      return [`${field}|exists`, random.chance(0.5)];
    case 1:
      return [field, null];
    case 2:
      return [field, random.pick([...ODD_NUMBERS, true, false])];
    case 3:
      return [
        `${field}|re${random.pick(['', '|i', '|m', '|s', '|startswith', '|endswith'])}`,
        regexOf(random, random.chance(0.5) ? value() : part()),
      ];
    case 4:
      return [
        `${field}|cidr`,
        random.pick(['10.0.0.0/8', '172.16.0.0/12', '10.1.2.3/32', '0.0.0.0/0', '2001:db8::/32']),
      ];
    case 5:
      return [`${field}|${random.pick(['gt', 'gte', 'lt', 'lte'])}`, random.pick([0, 22, 1000])];
    case 6:
      return [
        `${field}|fieldref${random.pick(['', '|startswith', '|contains', '|neq', '|cased'])}`,
        fieldOf(random, events),
      ];
    case 7:
      return [
        `${field}|${random.pick(['hour', 'day', 'year'])}${random.pick(['', '|gte'])}`,
        random.pick([1, 10, 2026]),
      ];
    case 8:
      return [`${field}|contains|all`, [plain(part()), plain(part())]];
    case 9:
    case 10:
      return [
        `${field}|${random.pick(['contains', 'startswith', 'endswith'])}${random.pick(['', '|cased', '|neq'])}`,
        random.list(1, 3, () => plain(part())),
      ];
    case 11:
      return [`${field}${random.pick(['', '|cased'])}`, wildcarded(random, value())];
    default:
      return [
        `${field}${random.pick(['', '|cased', '|neq'])}`,
        random.list(1, 3, () => plain(changed(random, value()))),
      ];
  }
}

/** One that is often asked for, or the path to some leaf of an event. */
function fieldOf(random: Random, events: readonly unknown[]): string {
  if (random.chance(0.6)) {
    return random.pick(FIELDS);
  }
  let value: unknown = random.pick(events);
  const path: string[] = [];
  while (typeof value === 'object' && value !== null && !random.chance(0.05)) {
    if (Array.isArray(value)) {
      value = value.length > 0 ? random.pick<unknown>(value) : undefined;
    } else {
      const entries = Object.entries(value).filter(([key]) => !/[|\n]/.test(key));
      if (entries.length === 0) {
        break;
      }
      const [key, next] = random.pick(entries);
      path.push(key);
      value = next;
    }
  }
  return path.length === 0 ? 'eventName' : path.join('.');
}

/** The text, or the same in another case. */
function changed(random: Random, text: string): string {
  switch (random.below(4)) {
    case 0:
      return text.toUpperCase();
    case 1:
      return text.toLowerCase();
    default:
      return text;
  }
}

/** Some of the text's characters replaced by wildcards. */
function wildcarded(random: Random, text: string): string {
  return [...changed(random, text)]
    .map((char) => (random.chance(0.1) ? random.pick(['*', '?']) : char.replace(/[\\*?]/g, '\\$&')))
    .join('');
}

/** An expression that matches the text, more or less. */
function regexOf(random: Random, text: string): string {
  const body = [...text]
    .slice(0, 30)
    .map((char) => {
      const plain = char.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
      switch (random.below(14)) {
        case 0:
          return '.';
        case 1:
          return `[${/[A-Za-z0-9]/.test(char) ? char : '^\\]'}]`;
        case 2:
          return `${plain}${random.pick(['?', '*', '+', '{1,2}'])}`;
        case 3:
          return `(${plain}|${random.pick(['x', 'yz', ''])})`;
        default:
          return plain;
      }
    })
    .join('');
  return random.pick(['', '^', '(?i)', '\\A']) + body + random.pick(['', '$', '\\z', '|nothing']);
}

/** A copy of an event with a few leaves changed, removed or added, as an attacker or a new service might have it. */
export function mutatedEvent(random: Random, event: Record<string, unknown>): Record<string, unknown> {
  const copy = structuredClone(event);
  for (let left = 1 + random.below(4); left > 0; left--) {
    const objects: Array<Record<string, unknown>> = [];
    collectObjects(copy, objects);
    const target = random.pick(objects);
    const keys = Object.keys(target).filter((key) => !['eventTime', 'eventID'].includes(key));
    if (keys.length === 0 || random.chance(0.1)) {
      if (target !== copy) {
        target[random.pick(KEYS)] = randomJson(random, 2);
      }
      continue;
    }
    const key = random.pick(keys);
    const value = target[key];
    if (random.chance(0.15)) {
      delete target[key];
    } else if (typeof value === 'string') {
      target[key] = random.chance(0.4) ? random.pick(ODD_TEXTS) : scrambled(random, value);
    } else if (typeof value === 'number') {
      target[key] = random.pick(ODD_NUMBERS);
    }
  }
  return copy;
}

function collectObjects(value: unknown, into: Array<Record<string, unknown>>): void {
  if (typeof value === 'object' && value !== null) {
    if (!Array.isArray(value)) {
      into.push(value as Record<string, unknown>);
    }
    Object.values(value).forEach((member) => collectObjects(member, into));
  }
}

/** The text in another case, with letters that look alike, or with something odd in its middle. */
function scrambled(random: Random, text: string): string {
  switch (random.below(5)) {
    case 0:
      return text.toUpperCase();
    case 1:
      return text.replace(/k/gi, '\u212a').replace(/s/gi, '\u017f');
    case 2:
      return text.replace(/i/gi, 'İ');
    case 3: {
      const at = random.below(text.length + 1);
      return text.slice(0, at) + random.pick(ODD_TEXTS) + text.slice(at);
    }
    default:
      return text.toLowerCase();
  }
}
