import { loadRuleSet } from '../collection/loadRuleSet';
import { compileEngine } from '../compile/engine';
import { tally } from './tally';
import { vectorsOf, type VectorResult } from './types';
import { yamlOf } from './yamlOf';

interface FilterVector {
  readonly rule: Record<string, unknown>;
  readonly filter: Record<string, unknown>;
  readonly agree: boolean;
  readonly cases: ReadonlyArray<{ readonly event: unknown; readonly pysigma_reference: boolean }>;
}

/** filters.json: a rule and a filter on events. Held to where both evaluators agree; elsewhere skipped. */
export function run(data: unknown): VectorResult {
  const count = tally();
  for (const { rule, filter, agree, cases } of vectorsOf<FilterVector>(data)) {
    const { rules } = loadRuleSet([
      { file: 'rule.yml', text: yamlOf(rule) },
      { file: 'filter.yml', text: yamlOf(filter) },
    ]);
    const engine = compileEngine(rules);
    for (const { event, pysigma_reference: expected } of cases) {
      const verdict = engine.match(event).length > 0;
      const wrong = `${JSON.stringify(filter.filter)} on ${JSON.stringify(event)}: expected ${expected}, got ${verdict}`;
      count.add(!agree ? 'skip' : verdict === expected ? undefined : wrong);
    }
  }
  return count.result();
}
