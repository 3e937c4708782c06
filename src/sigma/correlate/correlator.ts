import type { RuleSet, SigmaCorrelation } from '../types';
import { groupKey, groupOf, valueOf, type Group } from './entry';
import { evaluateWindow, type Entry } from './window';

/** A correlation's condition was met. */
export interface CorrelationHit {
  /** The correlation's key. */
  readonly correlation: string;
  readonly group: Group;
  /** The count or aggregate that met the condition. */
  readonly value: number;
  readonly timeMs: number;
  /** The events in the window, oldest first. */
  readonly events: readonly unknown[];
}

export interface CorrelatorOptions {
  /** Entries kept for one correlation, over all groups; the oldest group goes first. Default 100,000. */
  readonly maxEntries?: number;
  /** Told of each window as an event enters it, also where it does not meet its condition. */
  onWindow?(window: GroupWindow): void;
}

/** The window of one group of a correlation. */
export interface GroupWindow {
  readonly correlation: SigmaCorrelation;
  readonly group: Group;
  /** In order of time. */
  readonly entries: readonly Entry[];
  /** What met the condition; undefined where it was not met. */
  readonly value: number | undefined;
}

export interface Correlator {
  /**
   * Takes one event, in order of time.
   *
   * @param matches indexes into the set's `rules` of the rules that match it
   * @returns the hits that this event completes, correlations of correlations after those that they look at
   */
  feed(event: unknown, timeMs: number, matches: readonly number[]): CorrelationHit[];
}

/** Something that a correlation may look at: a rule's match, or a hit of another correlation. */
interface Signal {
  readonly key: string;
  readonly event: unknown;
  readonly events: readonly unknown[];
  /** The group of a hit: fields that a further correlation groups by. */
  readonly group?: Group;
}

/**
 * Runs the correlations of a set over a stream of events. The window slides, [t - timespan, t], and is looked at again at
 * each event that enters it; it is kept after a hit (docs/sigma-semantics.md).
 */
export function correlator(ruleSet: RuleSet, options: CorrelatorOptions = {}): Correlator {
  const { maxEntries = 100_000, onWindow } = options;
  const watchers = new Map<string, Array<{ state: State; rule: number }>>();
  for (const correlation of ruleSet.correlations) {
    const state: State = { correlation, groups: new Map(), entries: 0 };
    correlation.rules.forEach((key, rule) => {
      watchers.set(key, [...(watchers.get(key) ?? []), { state, rule }]);
    });
  }
  return {
    feed(event, timeMs, matches) {
      const hits: CorrelationHit[] = [];
      const queue: Signal[] = matches.flatMap((index) => {
        const rule = ruleSet.rules[index];
        return rule ? [{ key: rule.key, event, events: [event] }] : [];
      });
      // A queue, not recursion: chains of correlations may be long. Cycles were refused when the set was loaded.
      for (let at = 0; at < queue.length; at++) {
        const signal = queue[at];
        for (const { state, rule } of (signal && watchers.get(signal.key)) ?? []) {
          const hit = signal && enter(state, rule, signal, timeMs, { maxEntries, onWindow });
          if (hit) {
            hits.push(hit);
            queue.push({ key: hit.correlation, event, events: hit.events, group: hit.group });
          }
        }
      }
      return hits;
    },
  };
}

interface State {
  readonly correlation: SigmaCorrelation;
  /** Group → its window, the least recently touched group first. */
  readonly groups: Map<string, Entry[]>;
  entries: number;
}

function enter(
  state: State,
  rule: number,
  signal: Signal,
  timeMs: number,
  { maxEntries, onWindow }: Required<Pick<CorrelatorOptions, 'maxEntries'>> & Pick<CorrelatorOptions, 'onWindow'>
): CorrelationHit | undefined {
  const { correlation, groups } = state;
  const group = groupOf(correlation, rule, signal.event, signal.group);
  const value = valueOf(correlation, signal.event);
  if (value === undefined) {
    return undefined;
  }
  const key = groupKey(group);
  const kept = groups.get(key) ?? [];
  groups.delete(key);
  const oldest = timeMs - correlation.timespanSeconds * 1000;
  const window = kept.filter((entry) => entry.timeMs >= oldest);
  window.push({ timeMs, rule, event: signal.event, ...(value !== null && { value }) });
  groups.set(key, window);
  state.entries += window.length - kept.length;
  forget(state, oldest, maxEntries);
  const result = evaluateWindow(correlation, window);
  onWindow?.({ correlation, group, entries: window, value: result });
  return result === undefined
    ? undefined
    : { correlation: correlation.key, group, value: result, timeMs, events: window.map((entry) => entry.event) };
}

/** Drops groups whose window has passed and, over the limit, the groups that were quiet longest. */
function forget(state: State, oldest: number, limit: number): void {
  for (const [key, entries] of state.groups) {
    const newest = entries[entries.length - 1];
    const passed = newest === undefined || newest.timeMs < oldest;
    if (!passed && (state.entries <= limit || state.groups.size === 1)) {
      break;
    }
    state.groups.delete(key);
    state.entries -= entries.length;
  }
  if (state.entries > limit) {
    // One group alone is over the limit: its oldest entries go.
    for (const entries of state.groups.values()) {
      state.entries -= entries.splice(0, state.entries - limit).length;
    }
  }
}
