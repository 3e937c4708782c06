import type { EventCoverage } from '../../contract/resources';
import type { SeenEvent } from './seenEvents';
import { eventKnowledge } from '../rules/catalogue';
import type { Selection } from './selected';

/** One (eventSource, eventName): seen in the range, named by a rule, or both. `*` where a rule leaves one open. */
export interface CoverageRow extends EventCoverage {
  readonly seen: number;
  /** Selected rules that can match it. */
  readonly rules: number;
  /** Detections on it. */
  readonly matches: number;
}

interface Draft {
  coverage: EventCoverage;
  seen: number;
  rules: Set<string>;
  matches: number;
}

/** Event coverage of the selected rules against what was seen, the busiest first. */
export function eventCoverage(selection: Selection, events: Iterable<SeenEvent>): CoverageRow[] {
  const drafts = new Map<string, Draft>();
  const draft = (eventSource: string, eventName: string, known?: EventCoverage): Draft => {
    const key = `${eventSource} ${eventName}`;
    let entry = drafts.get(key);
    if (!entry) {
      entry = { coverage: known ?? seenCoverage(eventSource, eventName), seen: 0, rules: new Set(), matches: 0 };
      drafts.set(key, entry);
    }
    return entry;
  };
  const open: Array<{ key: string; coverage: EventCoverage }> = [];
  for (const { key } of selection.rules) {
    for (const coverage of selection.book.catalogue.page(key)?.eventCoverage ?? []) {
      draft(coverage.eventSource, coverage.eventName, coverage).rules.add(key);
      if (coverage.eventSource === '*' || coverage.eventName === '*') {
        open.push({ key, coverage });
      }
    }
  }
  for (const { eventSource, eventName, readOnly, count, matches } of events) {
    const entry = draft(eventSource, eventName);
    if (entry.seen === 0 && readOnly !== undefined && entry.coverage.readOnly === undefined) {
      entry.coverage = { ...entry.coverage, readOnly };
    }
    entry.seen += count;
    entry.matches += matches;
  }
  for (const entry of drafts.values()) {
    for (const { key, coverage } of open) {
      if (covers(coverage, entry.coverage)) {
        entry.rules.add(key);
      }
    }
  }
  return [...drafts.values()]
    .map(({ coverage, seen, rules, matches }) => ({ ...coverage, seen, rules: rules.size, matches }))
    .sort(
      (a, b) =>
        b.seen - a.seen ||
        (a.eventSource === b.eventSource
          ? a.eventName.localeCompare(b.eventName)
          : a.eventSource.localeCompare(b.eventSource))
    );
}

function covers(open: EventCoverage, event: EventCoverage): boolean {
  const fits = (pattern: string, value: string) => pattern === '*' || pattern.toLowerCase() === value.toLowerCase();
  return fits(open.eventSource, event.eventSource) && fits(open.eventName, event.eventName);
}

/** What LookupEvents returned is a management event and visible, whatever tables say. */
function seenCoverage(eventSource: string, eventName: string): EventCoverage {
  return { ...eventKnowledge(eventSource, eventName), eventSource, eventName, visible: true };
}
