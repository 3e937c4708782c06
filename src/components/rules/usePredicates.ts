import type { RulePredicatesResponse } from '../../contract/resources';
import { getResource } from '../shared/dataSources';
import { useRequest, type Request } from '../shared/useRequest';

/** What rules look for, asked for once the list is on the screen: a search over titles needs none of it. */
export function usePredicates(uid: string): Request<RulePredicatesResponse> {
  return useRequest(uid, () => getResource<RulePredicatesResponse>(uid, 'rule-predicates'));
}
