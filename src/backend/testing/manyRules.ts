import { createHash } from 'node:crypto';
import { knownEventNames } from '../../catalogue';
import { TRAFFIC_CALLS } from './lateTraffic';

const SOURCES = ['iam', 'ec2', 's3', 'kms', 'lambda', 'rds'].map((service) => `${service}.amazonaws.com`);
/** One rule in so many looks for all events of a source. */
const WHOLE_SOURCE_EVERY = 25;

export interface GeneratedRule {
  readonly id: string;
  readonly text: string;
  readonly eventSource: string;
  /** Absent: every event of the source. */
  readonly eventName?: string;
}

/** Rules that each look for an event of their own, the traffic's first, then others of CloudTrail; some for a source. */
export function manyRules(count: number): GeneratedRule[] {
  const others = SOURCES.flatMap((eventSource) =>
    knownEventNames(eventSource).map((eventName) => ({ eventSource, eventName }))
  ).filter(({ eventName }) => TRAFFIC_CALLS.every((call) => call.eventName !== eventName));
  return Array.from({ length: count }, (_, index) => {
    const spread = Math.floor((index * others.length) / count);
    const { eventSource, eventName } = TRAFFIC_CALLS[index] ?? others[spread];
    const id = uuid(index);
    return index % WHOLE_SOURCE_EVERY === WHOLE_SOURCE_EVERY - 1
      ? { id, eventSource, text: ruleText(index, eventSource) }
      : { id, eventSource, eventName, text: ruleText(index, eventSource, eventName) };
  });
}

/** Rules as a backend is given them: file → text. */
export function ruleFiles(rules: readonly GeneratedRule[]): Record<string, string> {
  return Object.fromEntries(rules.map(({ id, text }) => [`${id}.yml`, text]));
}

function ruleText(index: number, eventSource: string, eventName?: string): string {
  return `title: Rule ${index}
id: ${uuid(index)}
logsource:
    product: aws
    service: cloudtrail
detection:
    selection:
        eventSource: ${eventSource}
${eventName === undefined ? '' : `        eventName: ${eventName}\n`}    condition: selection
level: medium
`;
}

function uuid(index: number): string {
  const hex = createHash('sha256').update(`rule ${index}`).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
