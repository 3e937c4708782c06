import { load } from 'js-yaml';
import { parseTimespan } from '../../sigma';
import { isRecord, variantOf, type Json, type JsonRecord } from './variant';

/** An event of a test and when it happens. */
export interface TimedEvent {
  readonly event: JsonRecord;
  readonly timeMs: number;
}

/** One test of a rule file. */
export interface RuleTest {
  readonly name: string;
  /** In order of time; a single one for a test of a rule. */
  readonly events: readonly TimedEvent[];
  /** Name or id of the rule or correlation that is tested; absent: the file's last one that alerts. */
  readonly of?: string;
  readonly match: boolean;
  /** How often a correlation fires. */
  readonly hits?: number;
  readonly severity?: string;
}
export interface TestFile {
  /** Rule files, relative to the test file; absent: the one with its name. */
  readonly rules?: readonly string[];
  readonly tests: readonly RuleTest[];
}

/** The text is no test file; the message says where and what to write. */
export class TestFileError extends Error {}

const MAX_LENGTH = 2_000_000;
const MAX_EVENTS = 10_000;
/** When events happen that have no `eventTime`. */
const DEFAULT_TIME = '2026-01-05T10:00:00Z';

/**
 * Reads a rule's test file (docs/rule-tests.md).
 *
 * @throws TestFileError
 */
export function parseTestFile(text: string): TestFile {
  if (text.length > MAX_LENGTH) {
    throw new TestFileError(`The file is longer than ${MAX_LENGTH} characters. Split it.`);
  }
  const root = readYaml(text);
  allowOnly(root, ['rules', 'event', 'events', 'tests'], 'the file');
  const named = root.events === undefined ? {} : recordAt(root.events, 'events');
  const bases = { ...(root.event === undefined ? {} : { '': root.event }), ...named };
  const { tests, rules } = root;
  if (!Array.isArray(tests) || tests.length === 0) {
    throw new TestFileError('"tests" must be a list with at least one test.');
  }
  if (rules !== undefined && !(Array.isArray(rules) && rules.every((rule) => typeof rule === 'string'))) {
    throw new TestFileError('"rules" must be a list of file names, relative to the test file.');
  }
  return {
    tests: tests.map((test, index) => readTest(test, `tests[${index}]`, bases)),
    ...(rules === undefined ? {} : { rules: rules as string[] }),
  };
}

function readYaml(text: string): JsonRecord {
  let value: unknown;
  try {
    // Events are named, so that a test needs no alias; a file of them could grow without bounds.
    value = load(text, { maxAliases: 0 });
  } catch (error) {
    throw new TestFileError(`This is no YAML: ${error instanceof Error ? error.message : String(error)}`);
  }
  // Dates and the like become what JSON makes of them, as in an event.
  const json: unknown = value === undefined ? null : JSON.parse(JSON.stringify(value));
  if (!isRecord(json)) {
    throw new TestFileError(
      'A test file is a mapping with "tests" and, for events that tests share, "event" or "events".'
    );
  }
  return json;
}

function readTest(value: Json, path: string, bases: JsonRecord): RuleTest {
  const test = recordAt(value, path);
  allowOnly(test, ['name', 'of', 'event', 'set', 'remove', 'stream', 'match', 'hits', 'severity'], path);
  const { name, of, match, hits, severity } = test;
  if (typeof name !== 'string' || name === '') {
    throw new TestFileError(`${path} needs a "name" that says what happens.`);
  }
  if (typeof match !== 'boolean') {
    throw new TestFileError(`${path} ("${name}") needs "match": true or false.`);
  }
  if (hits !== undefined && !(Number.isInteger(hits) && (hits as number) >= 0)) {
    throw new TestFileError(`${path}.hits must be a whole number.`);
  }
  const besides = ['event', 'set', 'remove'].find((member) => test[member] !== undefined);
  if (test.stream !== undefined && besides !== undefined) {
    throw new TestFileError(`${path} has a "stream", so "${besides}" belongs into the stream's entries.`);
  }
  for (const [member, text] of [
    ['of', of],
    ['severity', severity],
  ] as const) {
    if (text !== undefined && typeof text !== 'string') {
      throw new TestFileError(`${path}.${member} must be a text.`);
    }
  }
  return {
    name,
    match,
    events:
      test.stream === undefined
        ? [timed(eventAt(test, path, bases), 0)]
        : readStream(test.stream, `${path}.stream`, bases),
    ...(typeof of === 'string' ? { of } : {}),
    ...(typeof hits === 'number' ? { hits } : {}),
    ...(typeof severity === 'string' ? { severity } : {}),
  };
}

/** Steps of a stream: each an event at an offset from the start, repeated where it says so. Ordered by time. */
function readStream(value: Json, path: string, bases: JsonRecord): TimedEvent[] {
  if (!Array.isArray(value) || value.length === 0) {
    throw new TestFileError(`${path} must be a list of events.`);
  }
  const events: TimedEvent[] = [];
  value.forEach((entry, index) => {
    const place = `${path}[${index}]`;
    const step = recordAt(entry, place);
    allowOnly(step, ['at', 'event', 'set', 'remove', 'repeat', 'every'], place);
    const start = duration(step.at ?? '0s', `${place}.at`);
    const every = duration(step.every ?? '1s', `${place}.every`);
    const repeat = step.repeat ?? 1;
    if (typeof repeat !== 'number' || !Number.isInteger(repeat) || repeat < 1 || events.length + repeat > MAX_EVENTS) {
      throw new TestFileError(`${place}.repeat must be a whole number; a stream has at most ${MAX_EVENTS} events.`);
    }
    for (let count = 0; count < repeat; count++) {
      events.push(timed(eventAt(step, place, bases), (start + count * every) * 1000));
    }
  });
  return events.sort((a, b) => a.timeMs - b.timeMs);
}

function eventAt(test: JsonRecord, path: string, bases: JsonRecord): JsonRecord {
  const { event = '', set = {}, remove = [] } = test;
  const base = typeof event === 'string' ? bases[event] : event;
  if (!isRecord(base)) {
    throw new TestFileError(
      event === ''
        ? `${path} needs an "event", or the file an "event" that its tests share.`
        : `${path}.event is neither an event nor the name of one in "events".`
    );
  }
  if (!isRecord(set) || !Array.isArray(remove) || !remove.every((field) => typeof field === 'string')) {
    throw new TestFileError(`${path}: "set" maps fields to values, "remove" is a list of fields.`);
  }
  return variantOf(base, set, remove as string[]);
}

/** The event with the time at which it happens, in milliseconds after its own. */
function timed(event: JsonRecord, offsetMs: number): TimedEvent {
  const own = typeof event.eventTime === 'string' ? Date.parse(event.eventTime) : Number.NaN;
  const timeMs = (Number.isNaN(own) ? Date.parse(DEFAULT_TIME) : own) + offsetMs;
  return { event: { ...event, eventTime: new Date(timeMs).toISOString().replace('.000Z', 'Z') }, timeMs };
}

/** Seconds. */
function duration(value: Json, path: string): number {
  const seconds = value === '0s' ? 0 : typeof value === 'string' ? parseTimespan(value) : undefined;
  if (seconds === undefined) {
    throw new TestFileError(`${path} must be a time span such as 30s, 5m or 2h.`);
  }
  return seconds;
}

function recordAt(value: Json, path: string): JsonRecord {
  if (!isRecord(value)) {
    throw new TestFileError(`${path} must be a mapping.`);
  }
  return value;
}

function allowOnly(record: JsonRecord, members: readonly string[], path: string): void {
  const unknown = Object.keys(record).find((member) => !members.includes(member));
  if (unknown !== undefined) {
    throw new TestFileError(`${path} has no member "${unknown.slice(0, 60)}". It takes: ${members.join(', ')}.`);
  }
}
