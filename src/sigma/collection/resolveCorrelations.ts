import type { Problem, SigmaCorrelation, SigmaRule } from '../types';
import { normaliseUuid } from '../parse/fields';
import type { RefusedDocument } from './parseSource';
import { problemAt } from './problemAt';
import { createReferenceIndex, type Referable } from './references';

export interface Resolved {
  readonly correlations: readonly SigmaCorrelation[];
  readonly problems: readonly Problem[];
}

type State = 'visiting' | 'good' | 'bad';

/**
 * Finds the rules that correlations refer to. One whose rule is missing, refused, or part of a circle is refused with a reason,
 * and so are those that build on it.
 */
export function resolveCorrelations(
  rules: readonly SigmaRule[],
  correlations: readonly SigmaCorrelation[],
  refused: readonly RefusedDocument[]
): Resolved {
  const index = createReferenceIndex([...rules, ...correlations]);
  const problems: Problem[] = [];
  const states = new Map<SigmaCorrelation, State>();
  const resolved = new Map<SigmaCorrelation, SigmaCorrelation>();

  const fail = (
    correlation: SigmaCorrelation,
    at: SigmaCorrelation['ruleReferences'][number],
    code: 'unknown-rule-reference' | 'correlation-cycle',
    message: string
  ): void => {
    problems.push(problemAt(correlation, at.location, 'error', code, message, 'correlation.rules'));
  };

  const settle = (correlation: SigmaCorrelation, targets: ReadonlyArray<Referable | undefined>): void => {
    let good = true;
    for (const [position, reference] of correlation.ruleReferences.entries()) {
      const target = targets[position];
      if (!target) {
        good = false;
        fail(correlation, reference, 'unknown-rule-reference', missingMessage(reference.reference, refused));
      } else if (target.kind === 'correlation' && states.get(target) !== 'good') {
        good = false;
        const circle = states.get(target) === 'visiting';
        fail(
          correlation,
          reference,
          circle ? 'correlation-cycle' : 'unknown-rule-reference',
          circle
            ? `The correlations refer to each other in a circle through "${reference.reference}". Remove one of the references.`
            : `"${reference.reference}" has an error itself. Correct it first.`
        );
      }
    }
    states.set(correlation, good ? 'good' : 'bad');
    if (good) {
      resolved.set(correlation, { ...correlation, rules: targets.flatMap((target) => target?.key ?? []) });
    }
  };

  // Depth first with a stack of its own: chains of correlations may be long.
  for (const start of correlations) {
    const stack = states.has(start) ? [] : [{ correlation: start, targets: findTargets(start, index), next: 0 }];
    if (stack.length > 0) {
      states.set(start, 'visiting');
    }
    while (stack.length > 0) {
      const frame = stack[stack.length - 1];
      if (!frame) {
        break;
      }
      const target = frame.targets[frame.next++];
      if (frame.next > frame.targets.length) {
        settle(frame.correlation, frame.targets);
        stack.pop();
      } else if (target?.kind === 'correlation' && !states.has(target)) {
        states.set(target, 'visiting');
        stack.push({ correlation: target, targets: findTargets(target, index), next: 0 });
      }
    }
  }
  return { correlations: correlations.flatMap((correlation) => resolved.get(correlation) ?? []), problems };
}

function findTargets(
  correlation: SigmaCorrelation,
  index: ReturnType<typeof createReferenceIndex>
): Array<Referable | undefined> {
  return correlation.ruleReferences.map(({ reference }) => index.find(reference, correlation.source.file));
}

function missingMessage(reference: string, refused: readonly RefusedDocument[]): string {
  const id = normaliseUuid(reference);
  const known = refused.some(
    (document) =>
      document.name === reference ||
      (id !== undefined && document.id !== undefined && normaliseUuid(document.id) === id)
  );
  return known
    ? `The rule "${reference}" has an error itself. Correct it first.`
    : `No rule of this set has the name or id "${reference}". Add the rule, or correct the reference.`;
}
