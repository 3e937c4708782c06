import type { SigtrailQueryModel } from '../../../contract/query';
import type { ExplainNode, ExplainResponse, RulePage } from '../../../contract/resources';
import { postResource } from '../../shared/dataSources';
import type { RuleRef } from '../../shared/ruleRef';
import { column, runQuery, type QueryRange } from '../../shared/runQuery';
import type { FoundEvent } from './detections';
import { indicatorFilter } from './indicatorFilter';
import { nearMiss, type NearMiss } from './nearMiss';

/** Events that are looked at, over all names; each is explained by a request of its own. */
const MOST_EVENTS = 50;
const MOST_NAMES = 5;
const AT_ONCE = 4;

/** An event that the rule nearly matched. */
export interface NearMissed extends FoundEvent {
  readonly miss: NearMiss;
  readonly tree: ExplainNode;
}
export interface NearMissResult {
  /** How many events were looked at. */
  readonly events: number;
  /** Events held back by the same thing, the most frequent first; within a group the newest first. */
  readonly groups: ReadonlyArray<readonly NearMissed[]>;
}

type Candidate = Omit<NearMissed, 'miss' | 'tree'>;

/** Looks at the newest events that the rule is about for those that one thing alone held back. */
export async function findNearMisses(
  uid: string,
  rule: RuleRef,
  page: RulePage,
  range: QueryRange,
  signal: AbortSignal
): Promise<NearMissResult> {
  const queries = candidateQueries(page);
  const found = await Promise.all(queries.map((query) => runQuery(uid, query, range, signal)));
  const candidates = found.flatMap(({ frames: [frame] }): Candidate[] => {
    const [sources, names] = [column<string>(frame, 'eventSource'), column<string>(frame, 'eventName')];
    const [principals, records] = [column<string>(frame, 'principal'), column<unknown>(frame, 'record')];
    const ids = column<string>(frame, 'eventID');
    return column<number>(frame, 'time').map((timeMs, row) => ({
      timeMs,
      event: `${sources[row]} ${names[row]}`,
      eventId: ids[row] ?? '',
      principal: principals[row],
      record: records[row],
    }));
  });
  const missed = (await explained(uid, rule, candidates, signal)).sort((a, b) => b.timeMs - a.timeMs);
  const groups = new Map<string, NearMissed[]>();
  for (const one of missed) {
    const key = heldBackBy(one.miss);
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  return { events: candidates.length, groups: [...groups.values()].sort((a, b) => b.length - a.length) };
}

/**
 * By the names of the rule's events, which LookupEvents can look up. Where the rule leaves them open, the events that have
 * something it looks for: among all events near misses would be too rare.
 */
export function candidateQueries({
  eventCoverage,
  indicators,
}: Pick<RulePage, 'eventCoverage' | 'indicators'>): SigtrailQueryModel[] {
  const visible = eventCoverage.filter((row) => row.visible && row.through === undefined);
  const names = [...new Set(visible.map(({ eventName }) => eventName))].filter((name) => name !== '*');
  const sources = [...new Set(visible.map(({ eventSource }) => eventSource))].filter((name) => name !== '*');
  const byName = names.map((value) => ({ attribute: 'EventName' as const, value }));
  const bySource = sources.map((value) => ({ attribute: 'EventSource' as const, value }));
  const lookups = (byName.length > 0 ? byName : bySource).slice(0, MOST_NAMES);
  const limit = Math.floor(MOST_EVENTS / Math.max(1, lookups.length));
  const query = { queryType: 'events', format: 'table', limit } as const;
  const filter = indicatorFilter(indicators);
  return lookups.length === 0
    ? [filter ? { ...query, filters: [filter] } : query]
    : lookups.map((lookup) => ({ ...query, lookup }));
}

/** What held the rule back, in words; the same for events that the same thing held back. */
export function heldBackBy({ kind, detection, predicates }: NearMiss): string {
  const [first] = predicates;
  const label = first?.label ?? 'the condition';
  const more = predicates.length - 1;
  const others = more > 0 ? ` (or ${more === 1 ? 'another predicate' : `${more} other predicates`} there)` : '';
  const where = detection === undefined ? '' : ` in ${detection}`;
  return kind === 'exclusion'
    ? `Excluded by ${label}${where}${more > 0 ? ` and ${more} more` : ''}`
    : `Not ${label}${where}${others}`;
}

async function explained(
  uid: string,
  rule: RuleRef,
  candidates: readonly Candidate[],
  signal: AbortSignal
): Promise<NearMissed[]> {
  const found: NearMissed[] = [];
  const queue = [...candidates];
  const work = async () => {
    for (let next = queue.shift(); next && !signal.aborted; next = queue.shift()) {
      const { tree } = await postResource<ExplainResponse>(uid, 'explain', { ...rule, event: next.record }, signal);
      const miss = nearMiss(tree);
      if (miss) {
        found.push({ ...next, tree, miss });
      }
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return found;
}
