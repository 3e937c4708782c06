import type { EventCoverage } from '../../contract/resources';
import { canMatch, eventKnowledge } from '../rules/catalogue';
import { reachOf } from './reach';
import type { SeenEvent } from './seenEvents';
import type { SelectedRule, Selection } from './selected';

/** One (eventSource, eventName): seen in the range, named by a rule, or both. `*` where a rule leaves one open. */
export interface CoverageRow extends EventCoverage {
  readonly seen: number;
  /** Selected rules that can match it. */
  readonly rules: number;
  /** Those of them that ask for its name: the others look at any event, or at any of its service. */
  readonly named: number;
  /** The first of them, those that name it first. */
  readonly ruleIds: string[];
  /** Detections on it. */
  readonly matches: number;
}

interface Draft {
  coverage: EventCoverage;
  seen: number;
  named: Set<string>;
  others: Set<string>;
  matches: number;
}

/** A rule that leaves source or name open, and what it then looks at. */
interface OpenRule {
  readonly rule: SelectedRule;
  readonly coverage: EventCoverage;
}

const MOST_IDS = 100;

/** Event coverage of the selected rules against what was seen, the busiest first. */
export function eventCoverage(selection: Selection, events: Iterable<SeenEvent>): CoverageRow[] {
  // CloudTrail's spelling and a rule's may differ in case, which Sigma does not mind.
  const drafts = new Map<string, Draft>();
  const draft = (eventSource: string, eventName: string, known?: EventCoverage): Draft => {
    const key = `${eventSource} ${eventName}`.toLowerCase();
    let entry = drafts.get(key);
    if (!entry) {
      entry = {
        coverage: known ?? seenCoverage(eventSource, eventName),
        seen: 0,
        named: new Set(),
        others: new Set(),
        matches: 0,
      };
      drafts.set(key, entry);
    }
    return entry;
  };
  // What was seen comes first: its spelling is the one that is shown.
  for (const { eventSource, eventName, readOnly, count, matches } of events) {
    const entry = draft(eventSource, eventName);
    if (entry.seen === 0 && readOnly !== undefined && entry.coverage.readOnly === undefined) {
      entry.coverage = { ...entry.coverage, readOnly };
    }
    entry.seen += count;
    entry.matches += matches;
  }
  const open: OpenRule[] = [];
  for (const rule of selection.rules) {
    for (const coverage of selection.book.catalogue.page(rule.key)?.eventCoverage ?? []) {
      const entry = draft(coverage.eventSource, coverage.eventName, coverage);
      if (isOpen(coverage)) {
        open.push({ rule, coverage });
      }
      if (matchesPair(selection, rule, entry.coverage)) {
        rulesOf(entry, coverage).add(rule.key);
      }
    }
  }
  for (const entry of drafts.values()) {
    for (const { rule, coverage } of open) {
      if (covers(coverage, entry.coverage) && matchesPair(selection, rule, entry.coverage)) {
        rulesOf(entry, coverage).add(rule.key);
      }
    }
  }
  return [...drafts.values()].map(rowOf).sort(busiestFirst);
}

/** An open row stands for more than a rule can match: of a pair that is known in full the rule's condition tells. */
function matchesPair({ book }: Selection, { rule }: SelectedRule, pair: EventCoverage): boolean {
  return (
    isOpen(pair) ||
    reachOf(book, [{ rule }]).rules.some(({ expression }) => canMatch(expression, pair.eventSource, pair.eventName))
  );
}

function rulesOf(entry: Draft, { eventName }: EventCoverage): Set<string> {
  return eventName === '*' ? entry.others : entry.named;
}

function rowOf({ coverage, seen, named, others, matches }: Draft): CoverageRow {
  const rules = [...new Set([...named, ...others])];
  return {
    ...coverage,
    seen,
    rules: rules.length,
    named: named.size,
    ruleIds: rules.slice(0, MOST_IDS),
    matches,
  };
}

function busiestFirst(a: CoverageRow, b: CoverageRow): number {
  return b.seen - a.seen || a.eventSource.localeCompare(b.eventSource) || a.eventName.localeCompare(b.eventName);
}

function isOpen({ eventSource, eventName }: EventCoverage): boolean {
  return eventSource === '*' || eventName === '*';
}

function covers(open: EventCoverage, event: EventCoverage): boolean {
  const fits = (pattern: string, value: string) => pattern === '*' || pattern.toLowerCase() === value.toLowerCase();
  return fits(open.eventSource, event.eventSource) && fits(open.eventName, event.eventName);
}

/** What LookupEvents returned is a management event and visible, whatever tables say. */
function seenCoverage(eventSource: string, eventName: string): EventCoverage {
  return { ...eventKnowledge(eventSource, eventName), eventSource, eventName, visible: true };
}
