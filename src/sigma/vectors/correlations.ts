import { loadRuleSet } from '../collection/loadRuleSet';
import { compileEngine } from '../compile/engine';
import { correlator } from '../correlate/correlator';
import { tally } from './tally';
import { canonical, vectorsOf, type VectorResult } from './types';
import { yamlOf } from './yamlOf';

interface Alert {
  readonly event: number;
  readonly rule: string;
  readonly group: readonly unknown[];
  readonly value: number;
}
interface Scenario {
  readonly description: string;
  readonly rules: ReadonlyArray<Record<string, unknown>>;
  readonly events: ReadonlyArray<{ readonly eventTime: string }>;
  readonly reference_alerts: readonly Alert[];
  readonly agree: boolean;
}

/** correlations.json: a stream of events → hits. Held to where both evaluators agree; elsewhere skipped. */
export function run(data: unknown): VectorResult {
  const count = tally();
  for (const scenario of vectorsOf<Scenario>(data, 'scenarios')) {
    if (!scenario.agree) {
      count.add('skip');
      continue;
    }
    const actual = canonical(hitsOf(scenario));
    const expected = canonical(scenario.reference_alerts.map(({ event, rule, value }) => ({ event, rule, value })));
    count.add(actual === expected ? undefined : `${scenario.description}: expected ${expected}, got ${actual}`);
  }
  return count.result();
}

function hitsOf({ rules, events }: Scenario) {
  const set = loadRuleSet(rules.map((rule, index) => ({ file: `${index}.yml`, text: yamlOf(rule) })));
  const names = new Map(set.correlations.map(({ key, name, title }) => [key, name ?? title]));
  const engine = compileEngine(set.rules);
  const stream = correlator(set);
  return events.flatMap((event, index) =>
    stream
      .feed(event, Date.parse(event.eventTime), engine.match(event))
      .map((hit) => ({ event: index, rule: names.get(hit.correlation), value: hit.value }))
  );
}
