import { ruleValues, type RuleValue } from './sigmaValues';

/** A field of an event that a rule may ask for. */
export interface RuleField {
  /** Sigma's path: dots step into objects, arrays fan out. */
  readonly path: string;
  /** Its values in the event, at least one. */
  readonly values: readonly RuleValue[];
}

/** Always asked for, so not offered. */
const SERVICE_FIELDS = new Set(['eventSource', 'eventName']);
/** What CloudTrail and the services make anew for each call: a rule that names one matches that call alone. */
const PER_CALL =
  /^(?:event(?:ID|Time|Version)|(?:shared)?eventID|sharedEventID|requestID|@timestamp|@version|.*\.(?:creationDate|requestId|RequestId|clientToken|ClientToken|clientRequestToken|nextToken|NextToken|x-amz-id-2|bytesTransferred(?:In|Out)|principalId))$/;
const TIME =
  /^(?:\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?|[A-Z][a-z]{2} \d{1,2}, \d{4},? \d{1,2}:\d\d:\d\d [AP]M)$/;
const TIME_NAME = /(?:Date|Time|Timestamp)$/;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** Bounds on hostile events. */
const [MAX_DEPTH, MAX_VISITS, MAX_FIELDS] = [10, 20_000, 300];

/**
 * The fields of an event that a rule can ask for by value, in the event's order. Left out: identifiers and times that are made
 * for each call, long texts, and names that Sigma cannot write.
 */
export function ruleFields(record: unknown): RuleField[] {
  const fields: RuleField[] = [];
  for (const path of pathsOf(record)) {
    const values = isOffered(path) ? ruleValues(record, path) : undefined;
    if (values && !values.some((value) => isPerCall(path, value)) && fields.length < MAX_FIELDS) {
      fields.push({ path, values });
    }
  }
  return fields;
}

function isOffered(path: string): boolean {
  return !SERVICE_FIELDS.has(path) && !PER_CALL.test(path);
}

function isPerCall(path: string, value: RuleValue): boolean {
  return typeof value === 'string'
    ? TIME.test(value) || UUID.test(value)
    : typeof value === 'number' && TIME_NAME.test(path);
}

/** Paths to leaves. `|` begins a modifier and dots step into objects, so keys with them cannot be named below the top. */
function pathsOf(record: unknown): Set<string> {
  const paths = new Set<string>();
  let visits = 0;
  const walk = (value: unknown, path: string, depth: number): void => {
    visits++;
    if (visits > MAX_VISITS || depth > MAX_DEPTH) {
      return;
    }
    if (Array.isArray(value)) {
      value.forEach((entry) => walk(entry, path, depth));
    } else if (typeof value === 'object' && value !== null) {
      for (const [name, member] of Object.entries(value)) {
        if (isName(name)) {
          walk(member, path === '' ? name : `${path}.${name}`, depth + 1);
        }
      }
    } else if (path !== '') {
      paths.add(path);
    }
  };
  walk(record, '', 0);
  return paths;
}

function isName(name: string): boolean {
  return name !== '' && name.length <= 200 && !/[|.]|^\s|\s$|\p{Surrogate}|\p{Control}/u.test(name);
}
