import { matchedValues } from '../rules/engine';
import type { Detection } from './detect';
import type { CloudTrailRecord } from './record';

/**
 * Why a detection is one, as JSON: selection → field → the value that matched; for a correlation its group, the value
 * that met the threshold, and the events of the window.
 */
export function explainMatch({ rule: { rule }, hit }: Detection, record: CloudTrailRecord): string {
  return JSON.stringify(rule.kind === 'rule' ? matchedValues(rule, record) : { [rule.type]: hit });
}
