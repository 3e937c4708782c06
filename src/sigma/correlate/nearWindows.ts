import type { GroupWindow } from './correlator';
import { groupKey, type Group } from './entry';
import { progressOf, type Progress } from './progress';

/** A group's window that came near to a correlation's condition, and how near. */
export interface NearWindow extends Progress {
  readonly group: Group;
  /** Epoch milliseconds of its first and last event. */
  readonly fromMs: number;
  readonly toMs: number;
  /** Oldest first. */
  readonly events: readonly unknown[];
}

export interface NearWindows {
  /** What `CorrelatorOptions.onWindow` is told. */
  observe(window: GroupWindow): void;
  /** The nearest first, of equally near ones the latest; each group once, at its nearest, and none that met the condition. */
  list(): NearWindow[];
}

/**
 * Keeps the windows of one correlation that came nearest to its condition without meeting it.
 *
 * @param key the correlation's
 * @param limit groups that are kept; memory is bounded by it and by the number of groups that met the condition
 */
export function nearWindows(key: string, limit: number): NearWindows {
  const nearest = new Map<string, NearWindow>();
  const met = new Set<string>();
  const list = () => [...nearest.values()].sort(nearestFirst).slice(0, limit);
  return {
    observe({ correlation, group, entries, value }) {
      const name = groupKey(group);
      if (correlation.key !== key || met.has(name)) {
        return;
      }
      if (value !== undefined) {
        met.add(name);
        nearest.delete(name);
        return;
      }
      const progress = progressOf(correlation, entries);
      const [first, last] = [entries[0], entries.at(-1)];
      if (!progress || progress.have <= 0 || !first || !last) {
        return;
      }
      const window = { ...progress, group, fromMs: first.timeMs, toMs: last.timeMs };
      const before = nearest.get(name);
      if (!before || nearestFirst(window, before) <= 0) {
        nearest.set(name, { ...window, events: entries.map((one) => one.event) });
      }
      // What is left out here was not among the nearest; should its group come nearer, it enters again.
      if (nearest.size > 2 * limit) {
        const kept = list();
        nearest.clear();
        kept.forEach((one) => nearest.set(groupKey(one.group), one));
      }
    },
    list,
  };
}

function nearestFirst(a: Omit<NearWindow, 'events'>, b: Omit<NearWindow, 'events'>): number {
  return nearness(b) - nearness(a) || b.toMs - a.toMs;
}

function nearness({ have, need }: Progress): number {
  return need > 0 ? have / need : 0;
}
