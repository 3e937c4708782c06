import type { LookupFilter, RuleNeeds } from '../../cloudtrail';
import type { SigmaRule } from '../../sigma';
import { lookbackSeconds } from '../evaluate/lookback';
import { EVERY_EVENT, eventNeeds, selectionNeeds } from '../evaluate/planSelection';
import { neededRules } from '../evaluate/selected';
import type { QueryContext } from './context';
import { selectionOf } from './findDetections';
import { chooseSource, type ChosenSource } from './sourceOf';

/** What a query needs of events, and where they come from. */
export interface QueryNeeds extends ChosenSource {
  /** For LookupEvents; none where the query asks for no event. */
  readonly needs: readonly RuleNeeds[];
  /** For a trail: rules that its events are for; absent: every event. */
  readonly rules?: readonly SigmaRule[];
  readonly only?: LookupFilter;
  /** Epoch milliseconds, with what correlations look back on. */
  readonly fromMs: number;
}

export async function queryNeeds(context: QueryContext): Promise<QueryNeeds> {
  const { query, fromMs } = context;
  const only = query.lookup ? { only: query.lookup } : {};
  switch (query.queryType) {
    case 'counts':
    case 'detections': {
      const selection = await selectionOf(context);
      const rules = neededRules(selection);
      const searchedFromMs = fromMs - lookbackSeconds(selection) * 1000;
      return {
        ...chooseSource(context, { fromMs: searchedFromMs, selection }),
        needs: selectionNeeds(rules, query.filters, query.lookup),
        rules,
        fromMs: searchedFromMs,
        ...only,
      };
    }
    case 'events': {
      const needs = eventNeeds(query.lookup, query.filters);
      return { ...chooseSource(context, { fromMs }), needs, fromMs, ...only };
    }
    case 'coverage':
      return { ...chooseSource(context, { fromMs }), needs: EVERY_EVENT, fromMs };
    case 'rules':
      return { source: 'lookup', reason: 'Rules need no event.', needs: [], rules: [], fromMs };
  }
}
