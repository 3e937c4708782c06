import type { TimeRange } from '@grafana/data';
import type { RuleSelection } from '../contract/query';
import type {
  CheckResponse,
  EstimateResponse,
  FieldsResponse,
  FieldValuesResponse,
  RegionsResponse,
  RulePage,
  RulesResponse,
  RuleSummary,
  StatusResponse,
} from '../contract/resources';
import type { SigtrailQuery } from './types';

type Params = Record<string, string | number | string[] | undefined>;
type Get = <T>(path: string, params?: Params) => Promise<T>;
type Post = <T>(path: string, body: unknown, signal?: AbortSignal) => Promise<T>;

/** A time range in epoch milliseconds. */
export interface RangeMs {
  fromMs: number;
  toMs: number;
}

export function rangeMs(range?: TimeRange): RangeMs | undefined {
  return range ? { fromMs: range.from.valueOf(), toMs: range.to.valueOf() } : undefined;
}

/** The body of POST `estimate`; times are epoch milliseconds. */
export interface EstimateRequest {
  query: SigtrailQuery;
  from: number;
  to: number;
}

/** Lists for editors barely change while one is open. */
const KEEP_MS = 30_000;

export interface Client {
  rules(selection?: RuleSelection): Promise<RulesResponse>;
  rulePage(id: string): Promise<RulePage>;
  checkRule(yaml: string): Promise<CheckResponse>;
  regions(): Promise<RegionsResponse>;
  status(): Promise<StatusResponse>;
  fields(range?: RangeMs): Promise<FieldsResponse>;
  fieldValues(path: string, range?: RangeMs): Promise<FieldValuesResponse>;
  estimate(request: EstimateRequest, signal?: AbortSignal): Promise<EstimateResponse>;
}

/**
 * The backend's resources (contract, section 5) as functions. Equal calls share one request and are kept for 30 s;
 * a failed one is not kept.
 */
export function resourceClient(get: Get, post: Post, now: () => number = Date.now): Client {
  const kept = new Map<string, { untilMs: number; answer: Promise<unknown> }>();
  const shared = <T>(asked: unknown, ask: () => Promise<T>): Promise<T> => {
    const key = JSON.stringify(asked);
    const held = kept.get(key);
    if (held && held.untilMs > now()) {
      return held.answer as Promise<T>;
    }
    for (const [old, { untilMs }] of kept) {
      if (untilMs <= now()) {
        kept.delete(old);
      }
    }
    const answer = ask();
    kept.set(key, { untilMs: now() + KEEP_MS, answer });
    answer.catch(() => kept.delete(key));
    return answer;
  };
  const cached = <T>(path: string, params: Params = {}): Promise<T> =>
    shared([path, params], () => get<T>(path, params));
  return {
    rules: (selection) => cached('rules', selectionParams(selection)),
    rulePage: (id) => cached(`rules/${encodeURIComponent(id)}`),
    checkRule: (yaml) => shared(['rules/check', yaml], () => post<CheckResponse>('rules/check', { yaml })),
    regions: () => cached('regions'),
    status: () => cached('status'),
    fields: (range) => cached('fields', rangeParams(range)),
    fieldValues: (path, range) => cached(`fields/${encodeURIComponent(path)}/values`, rangeParams(range)),
    // Not shared: it changes as events are fetched, and is cancelled when the query changes.
    estimate: (request, signal) => post('estimate', request, signal),
  };
}

/** The rules that a query of the selection runs: the list has rules that are switched off too. */
export function thatRun(rules: readonly RuleSummary[], { ids }: RuleSelection = {}): RuleSummary[] {
  return rules.filter(({ enabled, id }) => enabled || ids?.includes(id));
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
  return range ? wholeMinutes(range) : {};
}

/** A range widened to whole minutes. */
export function wholeMinutes({ fromMs, toMs }: RangeMs): { from: number; to: number } {
  const minute = 60_000;
  return { from: Math.floor(fromMs / minute) * minute, to: Math.ceil(toMs / minute) * minute };
}
