import { createHash } from 'node:crypto';
import { knownEventNames } from '../../catalogue';

const SOURCES = ['iam', 'ec2', 's3', 'kms', 'lambda', 'rds'].map((service) => `${service}.amazonaws.com`);
/** One rule in so many looks for all events of a source. */
const WHOLE_SOURCE_EVERY = 25;

export interface ManyRules {
  /** File → text. */
  readonly texts: Record<string, string>;
  readonly ids: readonly string[];
}

/** Rules that each look for an event of their own, by a name that CloudTrail has; some for a whole source. */
export function manyRules(count: number): ManyRules {
  const calls = SOURCES.flatMap((source) => knownEventNames(source).map((name) => ({ source, name }))).sort((a, b) =>
    a.name < b.name ? -1 : 1
  );
  const rules = Array.from({ length: count }, (_, index) => {
    const call = calls[Math.floor((index * calls.length) / count)];
    return {
      id: uuid(index),
      text: ruleText(index, call.source, index % WHOLE_SOURCE_EVERY === 24 ? undefined : call.name),
    };
  });
  return {
    texts: Object.fromEntries(rules.map(({ id, text }) => [`${id}.yml`, text])),
    ids: rules.map(({ id }) => id),
  };
}

function ruleText(index: number, eventSource: string, eventName: string | undefined): string {
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
