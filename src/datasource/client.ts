import type { TimeRange } from '@grafana/data';
import type { RuleSelection } from '../contract/query';
import type {
  CheckResponse,
  FieldsResponse,
  FieldValuesResponse,
  RegionsResponse,
  RulesResponse,
  StatusResponse,
} from '../contract/resources';

type Params = Record<string, string | number | string[] | undefined>;
type Get = <T>(path: string, params?: Params) => Promise<T>;
type Post = <T>(path: string, body: unknown) => Promise<T>;

/** A time range in epoch milliseconds. */
export interface RangeMs {
  fromMs: number;
  toMs: number;
}

export function rangeMs(range?: TimeRange): RangeMs | undefined {
  return range ? { fromMs: range.from.valueOf(), toMs: range.to.valueOf() } : undefined;
}

/** Lists for editors barely change while one is open. */
const KEEP_MS = 30_000;

export interface Client {
  rules(selection?: RuleSelection): Promise<RulesResponse>;
  checkRule(yaml: string): Promise<CheckResponse>;
  regions(): Promise<RegionsResponse>;
  status(): Promise<StatusResponse>;
  fields(range?: RangeMs): Promise<FieldsResponse>;
  fieldValues(path: string, range?: RangeMs): Promise<FieldValuesResponse>;
}

/**
 * The backend's resources (contract, section 5) as functions. Equal calls share one request and are kept for 30 s;
 * a failed one is not kept.
 */
export function resourceClient(get: Get, post: Post, now: () => number = Date.now): Client {
  const kept = new Map<string, { untilMs: number; answer: Promise<unknown> }>();
  const cached = <T>(path: string, params: Params = {}): Promise<T> => {
    const key = JSON.stringify([path, params]);
    const held = kept.get(key);
    if (held && held.untilMs > now()) {
      return held.answer as Promise<T>;
    }
    for (const [old, { untilMs }] of kept) {
      if (untilMs <= now()) {
        kept.delete(old);
      }
    }
    const answer = get<T>(path, params);
    kept.set(key, { untilMs: now() + KEEP_MS, answer });
    answer.catch(() => kept.delete(key));
    return answer;
  };
  return {
    rules: (selection) => cached('rules', selectionParams(selection)),
    checkRule: (yaml) => post('rules/check', { yaml }),
    regions: () => cached('regions'),
    status: () => cached('status'),
    fields: (range) => cached('fields', rangeParams(range)),
    fieldValues: (path, range) => cached(`fields/${encodeURIComponent(path)}/values`, rangeParams(range)),
  };
}

function selectionParams(selection: RuleSelection = {}): Params {
  const { ids, levels, minLevel, statuses, tags, services, text } = selection;
  return {
    id: ids?.join(','),
    level: levels?.join(','),
    minLevel,
    status: statuses?.join(','),
    tag: tags?.join(','),
    service: services?.join(','),
    q: text,
  };
}

/** Whole minutes, so that a range that moves with the clock does not miss what is kept. */
function rangeParams(range?: RangeMs): Params {
  const minute = 60_000;
  return range ? { from: Math.floor(range.fromMs / minute) * minute, to: Math.ceil(range.toMs / minute) * minute } : {};
}
