import type { SigmaCorrelation } from '../types';

/**
 * Keys of the rules that raise nothing of their own because a correlation refers to them (correlations specification,
 * `generate`: false unless said otherwise).
 */
export function quietRules(correlations: readonly SigmaCorrelation[]): Set<string> {
  return new Set(correlations.filter(({ generate }) => !generate).flatMap(({ rules }) => rules));
}
