import type { RuleNeeds } from '../../cloudtrail';
import { EVERY_EVENT, eventNeeds, selectionNeeds } from '../evaluate/planSelection';
import { neededRules } from '../evaluate/selected';
import type { QueryContext } from './context';
import { selectionOf } from './findDetections';

/** What a query needs of CloudTrail's events; nothing where it does not ask for any. */
export async function queryNeeds(context: QueryContext): Promise<readonly RuleNeeds[]> {
  const { query } = context;
  switch (query.queryType) {
    case 'counts':
    case 'detections':
      return selectionNeeds(neededRules(await selectionOf(context)), query.filters);
    case 'events':
      return eventNeeds(query.lookup, query.filters);
    case 'coverage':
      return EVERY_EVENT;
    case 'rules':
      return [];
  }
}
