import { LEVELS, STATUSES, type Level } from '../../contract/levels';
import type { RuleSummary } from '../../contract/resources';
import { rangeOfUrl, writeRange } from '../shared/range/rangeUrl';
import { SHOWN, type Shown } from './attackMatrix';

export const TABS = ['attack', 'events'] as const;
export const COLOURS = ['count', 'level', 'matches'] as const;
export const EVENTS_SHOWN = ['seen', 'uncovered', 'all'] as const;

/** What of the coverage is shown, as the URL has it. */
export interface CoverageState {
  readonly tab: (typeof TABS)[number];
  /** What the matrix' colours tell. */
  readonly colour: (typeof COLOURS)[number];
  readonly levels: readonly Level[];
  readonly statuses: readonly string[];
  readonly shown: Shown;
  /** Sub-techniques are shown too. */
  readonly subs: boolean;
  /** The range that events and matches are of: `now-24h`, epoch milliseconds, or a date. */
  readonly from: string;
  readonly to: string;
  /** Which kinds of events are listed. */
  readonly events: (typeof EVENTS_SHOWN)[number];
  /** Only events that may change something. */
  readonly changes: boolean;
  readonly text: string;
}

export function readState(search: URLSearchParams): CoverageState {
  return {
    tab: oneOf(TABS, search.get('tab')),
    colour: oneOf(COLOURS, search.get('colour')),
    levels: LEVELS.filter((level) => search.getAll('level').includes(level)),
    statuses: STATUSES.filter((status) => search.getAll('status').includes(status)),
    shown: oneOf(SHOWN, search.get('show')),
    subs: search.get('subs') === '1',
    ...rangeOfUrl(search),
    events: oneOf(EVENTS_SHOWN, search.get('events')),
    changes: search.get('changes') === '1',
    text: search.get('q') ?? '',
  };
}

/** The URL with another state; what is as it is at first is left out, what others put there stays. */
export function writeState(before: URLSearchParams, state: CoverageState): URLSearchParams {
  const next = new URLSearchParams(before);
  writeRange(next, state);
  const single: Array<[string, string, string]> = [
    ['tab', state.tab, TABS[0]],
    ['colour', state.colour, COLOURS[0]],
    ['show', state.shown, SHOWN[0]],
    ['subs', state.subs ? '1' : '', ''],
    ['events', state.events, EVENTS_SHOWN[0]],
    ['changes', state.changes ? '1' : '', ''],
    ['q', state.text, ''],
  ];
  for (const [name, value, first] of single) {
    next.delete(name);
    if (value !== first) {
      next.set(name, value);
    }
  }
  for (const [name, values] of [
    ['level', state.levels],
    ['status', state.statuses],
  ] as const) {
    next.delete(name);
    values.forEach((value) => next.append(name, value));
  }
  return next;
}

/** The rules that the chosen levels and statuses leave; without any, all of them. */
export function chosenRules(rules: readonly RuleSummary[], { levels, statuses }: CoverageState): RuleSummary[] {
  return rules.filter(
    ({ level, status }) =>
      (levels.length === 0 || levels.includes(level)) &&
      (statuses.length === 0 || (status !== undefined && statuses.includes(status)))
  );
}

function oneOf<T extends string>(values: readonly T[], value: string | null): T {
  return values.find((one) => one === value) ?? values[0];
}
