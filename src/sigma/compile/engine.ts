import type { SigmaRule } from '../types';
import { fieldValues } from '../event/fields';
import { parseEvent } from '../event/parseEvent';
import { fold, leafText } from '../event/text';
import { mergeTests, necessaryTests, type FieldTest } from '../analyse/necessaryTests';
import { necessaryValues } from '../analyse/necessaryValues';
import { expressionTest } from '../match/expressionTest';
import { predicateTest } from '../match/predicateTest';
import { recordScanner, type RecordScanner } from '../scan/recordScanner';
import { sharedPredicates } from './sharedPredicates';

/** Rules compiled together. */
export interface Engine {
  readonly rules: readonly SigmaRule[];
  /** Indexes of the rules that match, ascending. Never throws, whatever JSON value the event is. */
  match(event: unknown): number[];
  /** The same for a record's JSON text. Throws EventParseError where the text is not a JSON object. */
  matchText(json: string): { readonly matches: number[]; readonly event: object };
  /**
   * Finds the lines in which a rule can match without parsing them. Undefined where a rule may match anything, so that
   * each record must be parsed, and where the runtime cannot run it.
   *
   * @param capacity bytes that it takes at once
   */
  scanner(capacity: number): RecordScanner | undefined;
}

export interface EngineOptions {
  /** Evaluates every rule on every event, predicate by predicate: the oracle that the index is tested against. */
  readonly naive?: boolean;
}

/** A record's text is not a JSON object. */
export class EventParseError extends Error {
  constructor() {
    super('This is not a JSON object. A CloudTrail record is one; check that the file holds whole records.');
    this.name = 'EventParseError';
  }
}

/** Fields whose necessary values index the rules, the more telling one first. */
const INDEX_FIELDS = ['eventName', 'eventSource'];

/** Compiles rules into one engine. A rule is looked at only where an indexed field has one of its necessary values. */
export function compileEngine(rules: readonly SigmaRule[], options: EngineOptions = {}): Engine {
  const match = options.naive ? naiveMatch(rules) : indexedMatch(rules);
  return {
    rules,
    match,
    matchText(json) {
      const event = parseRecord(json);
      return { matches: match(event), event };
    },
    scanner(capacity) {
      const tests = options.naive ? undefined : testsOf(rules);
      return tests && recordScanner(tests, capacity);
    },
  };
}

/** What the scanner lets through: all that any rule needs. */
function testsOf(rules: readonly SigmaRule[]): FieldTest[] | undefined {
  const all: FieldTest[] = [];
  for (const { expression } of rules) {
    const tests = necessaryTests(expression);
    if (!tests) {
      return undefined;
    }
    all.push(...tests);
  }
  return mergeTests(all);
}

function parseRecord(json: string): object {
  let event: unknown;
  try {
    event = parseEvent(json);
  } catch {
    throw new EventParseError();
  }
  if (typeof event !== 'object' || event === null || Array.isArray(event)) {
    throw new EventParseError();
  }
  return event;
}

function naiveMatch(rules: readonly SigmaRule[]): Engine['match'] {
  const tests = rules.map(({ expression }) => expressionTest(expression, predicateTest));
  return (event) => tests.flatMap((test, index) => (test(event) ? [index] : []));
}

function indexedMatch(rules: readonly SigmaRule[]): Engine['match'] {
  const shared = sharedPredicates<unknown, void, boolean>(predicateTest);
  const tests = rules.map(({ expression }) => expressionTest(expression, shared.test));
  const index = ruleIndex(rules);
  return (event) => {
    shared.next();
    const matches: number[] = [];
    for (const candidate of index(event)) {
      if (tests[candidate]?.(event)) {
        matches.push(candidate);
      }
    }
    return matches;
  };
}

/** Candidates of an event, ascending. */
function ruleIndex(rules: readonly SigmaRule[]): (event: unknown) => number[] {
  const open: number[] = [];
  const indexes = INDEX_FIELDS.map((field) => ({ field, byValue: new Map<string, number[]>() }));
  rules.forEach(({ expression }, rule) => {
    for (const { field, byValue } of indexes) {
      const values = necessaryValues(expression, field);
      if (values) {
        for (const value of values) {
          const list = byValue.get(value);
          if (list) {
            list.push(rule);
          } else {
            byValue.set(value, [rule]);
          }
        }
        return;
      }
    }
    open.push(rule);
  });
  return (event) => {
    const candidates = new Set(open);
    for (const { field, byValue } of indexes) {
      for (const value of fieldValues(event, field)) {
        const text = leafText(value);
        if (text !== undefined) {
          byValue.get(fold(text))?.forEach((rule) => candidates.add(rule));
        }
      }
    }
    return [...candidates].sort((a, b) => a - b);
  };
}
