import type { RuleStage } from '../../contract/resources';
import type { Expression, SigmaCorrelation, SigmaDetection, SigmaFilter, SigmaRule } from '../../sigma';
import { occurrencesOf, predicateRows } from './predicateRows';

/** A detection where a condition uses it. */
interface Use {
  readonly name: string;
  readonly negated: boolean;
  readonly expression: Expression;
}

/**
 * The stages of a rule: its condition, then each detection that the condition uses, in the condition's order, with
 * `1 of` and `all of` expanded; then the detections of the filters that apply to it.
 */
export function ruleStages(rule: SigmaRule, filters: readonly SigmaFilter[]): RuleStage[] {
  const conditions = rule.conditions.map(({ text }) => text);
  const stages: Array<Omit<RuleStage, 'index'>> = [
    {
      name: 'condition',
      yaml: conditions.length === 1 ? (conditions[0] ?? '') : conditions.map((text) => `- ${text}`).join('\n'),
    },
    ...detectionStages(
      rule.conditions.map(({ expression }) => expression),
      rule.detections
    ),
    ...filters.flatMap(filterStages),
  ];
  return stages.map((stage, index) => ({ index, ...stage }));
}

/** The stages of a correlation: its block, then each rule that it looks at. */
export function correlationStages(
  correlation: SigmaCorrelation,
  referenced: ReadonlyArray<SigmaRule | SigmaCorrelation>
): RuleStage[] {
  return [
    { index: 0, name: 'correlation', yaml: correlation.yaml },
    ...referenced.map((rule, position) => ({
      index: position + 1,
      name: rule.title,
      yaml: rule.kind === 'rule' ? detectionYaml(rule) : rule.yaml,
      ...(rule.kind === 'rule' ? { predicates: predicateRows(occurrencesOf(rule.expression)) } : {}),
    })),
  ];
}

function detectionYaml(rule: SigmaRule): string {
  const conditions = rule.conditions.map(({ text }) => text);
  const condition =
    conditions.length === 1
      ? `condition: ${conditions[0] ?? ''}`
      : `condition:\n${conditions.map((text) => `  - ${text}`).join('\n')}`;
  return [...rule.detections.map(({ yaml }) => yaml), condition].join('\n');
}

function filterStages(filter: SigmaFilter): Array<Omit<RuleStage, 'index'>> {
  if (!filter.condition) {
    return [];
  }
  return [
    { name: `filter ${filter.title}`, yaml: filter.condition.text },
    ...detectionStages([filter.condition.expression], filter.detections ?? []),
  ];
}

function detectionStages(
  conditions: readonly Expression[],
  detections: readonly SigmaDetection[]
): Array<Omit<RuleStage, 'index'>> {
  const uses = new Map<string, Use>();
  conditions.forEach((condition) => collectUses(condition, false, uses));
  return [...uses.values()].map(({ name, negated, expression }) => ({
    name: negated ? `not ${name}` : name,
    yaml: detections.find((detection) => detection.name === name)?.yaml ?? '',
    predicates: predicateRows(occurrencesOf(expression, negated)),
  }));
}

/** A detection that is used twice is one stage, unless it is negated once and once not. */
function collectUses(expression: Expression, negated: boolean, uses: Map<string, Use>): void {
  switch (expression.op) {
    case 'and':
    case 'or':
      expression.of.forEach((child) => collectUses(child, negated, uses));
      break;
    case 'not':
      collectUses(expression.of, !negated, uses);
      break;
    case 'detection': {
      const key = `${negated ? '-' : '+'}${expression.name}`;
      if (!uses.has(key)) {
        uses.set(key, { name: expression.name, negated, expression: expression.of });
      }
      break;
    }
    default:
      break;
  }
}
