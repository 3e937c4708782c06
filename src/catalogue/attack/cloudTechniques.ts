import { CLOUD_TECHNIQUES } from './cloud';

let ids: ReadonlySet<string> | undefined;

/** Ids of the techniques and sub-techniques that ATT&CK names for infrastructure in a cloud (platform IaaS). */
export function cloudTechniques(): ReadonlySet<string> {
  ids ??= new Set(CLOUD_TECHNIQUES.trim().split('\n'));
  return ids;
}
