import {
  compileEngine,
  correlator,
  explainRule,
  type RuleSet,
  type SigmaCorrelation,
  type SigmaRule,
} from '../../sigma';
import type { RuleTest } from './testFile';

export interface TestResult {
  readonly test: string;
  readonly passed: boolean;
  /** What differs from the expectation, and why. */
  readonly message?: string;
}

/** Runs tests against the rules that they are about. */
export function runTests(ruleSet: RuleSet, tests: readonly RuleTest[]): TestResult[] {
  const engine = compileEngine(ruleSet.rules);
  return tests.map((test) => {
    const rule = testedRule(ruleSet, test);
    const message =
      rule === undefined
        ? `The rule ${test.of === undefined ? 'file holds no rule' : `"${test.of}" is not in the rule file`}.`
        : (wrongSeverity(rule, test) ??
          (rule.kind === 'rule'
            ? wrongMatch(rule, test)
            : wrongHits(rule, test, hitsOf(ruleSet, rule, test, engine.match))));
    return { test: test.name, passed: message === undefined, ...(message === undefined ? {} : { message }) };
  });
}

/** The rule that a test names; else the file's last correlation, else its last rule. */
function testedRule({ rules, correlations }: RuleSet, { of }: RuleTest): SigmaRule | SigmaCorrelation | undefined {
  return of === undefined
    ? (correlations.at(-1) ?? rules.at(-1))
    : [...correlations, ...rules].find((rule) => rule.id === of || rule.name === of || rule.key === of);
}

function wrongSeverity(rule: SigmaRule | SigmaCorrelation, { severity }: RuleTest): string | undefined {
  const level = rule.level ?? 'informational';
  return severity === undefined || severity === level ? undefined : `The severity is ${level}, not ${severity}.`;
}

/** Each event is expected to match, or each not to. */
function wrongMatch(rule: SigmaRule, { match, events, hits }: RuleTest): string | undefined {
  if (hits !== undefined) {
    return `"${rule.title}" is no correlation, so it has no "hits". Write "match" alone.`;
  }
  const different = events.find(({ event }) => explainRule(rule, event).matched !== match);
  return different && explainRule(rule, different.event).summary;
}

function wrongHits(correlation: SigmaCorrelation, { match, hits }: RuleTest, found: number): string | undefined {
  if (hits !== undefined && hits !== found) {
    return `"${correlation.title}" fires ${times(found)}, not ${times(hits)}.`;
  }
  return found > 0 === match ? undefined : `"${correlation.title}" fires ${times(found)}.`;
}

function times(count: number): string {
  return count === 1 ? 'once' : `${count} times`;
}

function hitsOf(
  ruleSet: RuleSet,
  correlation: SigmaCorrelation,
  { events }: RuleTest,
  match: (event: unknown) => number[]
): number {
  const stream = correlator(ruleSet);
  return events
    .flatMap(({ event, timeMs }) => stream.feed(event, timeMs, match(event)))
    .filter((hit) => hit.correlation === correlation.key).length;
}
