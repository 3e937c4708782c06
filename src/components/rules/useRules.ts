import { useEffect } from 'react';
import type { RulesResponse } from '../../contract/resources';
import { getResource } from '../shared/dataSources';
import { useRequest, type Request } from '../shared/useRequest';

/** The last list of each data source: who comes back to it sees it at once, while it is asked for again. */
const lastLists = new Map<string, RulesResponse>();

/** The rules of a data source. */
export function useRules(uid: string): Request<RulesResponse> {
  const request = useRequest(uid, () => getResource<RulesResponse>(uid, 'rules'));
  const { value } = request;
  useEffect(() => {
    if (value) {
      lastLists.set(uid, value);
    }
  }, [uid, value]);
  return value === undefined && request.error === undefined ? { ...request, value: lastLists.get(uid) } : request;
}
