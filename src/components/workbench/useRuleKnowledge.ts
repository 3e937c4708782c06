import { useMemo } from 'react';
import type { FieldsResponse, FieldValuesResponse } from '../../contract/resources';
import type { RuleKnowledge } from '../ruleEditor/knowledge';
import { getResource } from '../shared/dataSources';

/** What the data source knows of fields and values; each is asked for once while the editor is open. */
export function useRuleKnowledge(uid: string): RuleKnowledge {
  return useMemo(() => {
    const kept = new Map<string, Promise<unknown>>();
    const once = <T>(path: string): Promise<T> => {
      const known = kept.get(path) as Promise<T> | undefined;
      const answer = known ?? getResource<T>(uid, path);
      kept.set(path, answer);
      answer.catch(() => kept.delete(path));
      return answer;
    };
    return {
      fields: async () => (await once<FieldsResponse>('fields')).fields,
      values: async (path) => (await once<FieldValuesResponse>(`fields/${encodeURIComponent(path)}/values`)).values,
    };
  }, [uid]);
}
