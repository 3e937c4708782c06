import { loadRuleSet } from '../collection/loadRuleSet';
import { compileEngine } from '../compile/engine';
import { jsonSafe } from '../event/parseEvent';
import { yamlOf } from './yamlOf';
import { vectorsOf, type VectorResult } from './types';
import { tally } from './tally';

interface MatchRule {
  readonly group: string;
  readonly detection: Record<string, unknown>;
  readonly cases: ReadonlyArray<{ readonly event: unknown; readonly match: boolean }>;
}

/** match.json: a detection on events, where two evaluators agree. The indexed and the naive engine must both do. */
export function run(data: unknown): VectorResult {
  const count = tally();
  for (const { group, detection, cases } of vectorsOf<MatchRule>(data, 'rules')) {
    const { rules, problems } = loadDetection(detection);
    const engines = [compileEngine(rules), compileEngine(rules, { naive: true })];
    for (const { event, match } of cases) {
      const verdicts = engines.map((engine) => engine.match(event).length > 0);
      const right = rules.length === 1 && verdicts.every((verdict) => verdict === match);
      count.add(
        right
          ? undefined
          : `${group} ${JSON.stringify(detection)} on ${JSON.stringify(event, jsonSafe)}: expected ${match}, got ${verdicts} ${problems.map(({ message }) => message)}`
      );
    }
  }
  return count.result();
}

/** A rule that has this detection, loaded as a file is. */
export function loadDetection(detection: Record<string, unknown>) {
  const rule = { title: 'Vector', status: 'test', logsource: { product: 'aws', service: 'cloudtrail' }, detection };
  return loadRuleSet([{ file: 'vector.yml', text: yamlOf(rule) }]);
}
