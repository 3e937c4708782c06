import type { SigmaRule } from '../sigma';

const PRODUCT = 'aws';
const SERVICE = 'cloudtrail';

/**
 * Whether a rule is written for CloudTrail's records: its log source says what it is to be run on (specification, "Log
 * source"). A rule that leaves product or service open is taken as one for CloudTrail.
 */
export function isForCloudTrail({ logsource: { product, service } }: Pick<SigmaRule, 'logsource'>): boolean {
  return (product ?? PRODUCT).toLowerCase() === PRODUCT && (service ?? SERVICE).toLowerCase() === SERVICE;
}
