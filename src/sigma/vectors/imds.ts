import { compileEngine } from '../compile/engine';
import { explainRule } from '../explain/explainRule';
import { loadDetection } from './match';
import { runEach, vectorsOf, type VectorResult } from './types';

interface ImdsCase {
  readonly name: string;
  readonly event: unknown;
  readonly match: boolean;
}

/** The detection of rule 352a918a-34d8-4882-8470-44830c507aa3 (jamesc-grafana, SigmaHQ, DRL 1.1). */
const DETECTION = {
  selection: { 'userIdentity.arn|re': '.+:assumed-role/aws:.+' },
  filter_main_generic: [
    { eventSource: 'ssm.amazonaws.com' },
    { eventName: 'RegisterManagedInstance' },
    { sourceIPAddress: 'AWS Internal' },
  ],
  condition: 'selection and not 1 of filter_main_*',
};

/** imds.json: the engine's verdict, and the explanation's, which must be the same. */
export function run(data: unknown): VectorResult {
  const { rules } = loadDetection(DETECTION);
  const engine = compileEngine(rules);
  return runEach(
    vectorsOf<ImdsCase>(data, 'cases'),
    ({ name }) => name,
    ({ event, match }) => {
      const verdict = engine.match(event).length > 0;
      const explained = rules.map((rule) => explainRule(rule, event).matched).includes(true);
      return verdict === match && explained === match ? undefined : `expected ${match}, got ${verdict}, ${explained}`;
    }
  );
}
