import { DEFAULT_LIMITS, type Limits } from '../limits';
import type { ConditionName, ConditionNode, ConditionResult, ConditionSelector, Quantifier } from './ast';
import { GrammarFault, parseBoolean, type Grammar } from './grammar';

const NAME_CHARACTER = /[A-Za-z0-9_-]/;
const NAME = /[A-Za-z0-9_-]+/y;
/** A selector's pattern has no dash; `*` stands for one (`1 of sel*x` finds `sel-x`). */
const SELECTOR = /(1|any|all)(?![A-Za-z0-9_$])[ \t\r\n]*of(?![A-Za-z0-9_$])[ \t\r\n]*([A-Za-z0-9*_]+)/y;
const NOT = /not(?![A-Za-z0-9_-])/y;

function readOperand(text: string, offset: number): ConditionName | ConditionSelector | undefined {
  SELECTOR.lastIndex = offset;
  const selector = SELECTOR.exec(text);
  if (selector) {
    return {
      kind: 'selector',
      quantifier: selector[1] as Quantifier,
      pattern: selector[2] ?? '',
      from: offset,
      to: SELECTOR.lastIndex,
    };
  }
  NOT.lastIndex = offset;
  NAME.lastIndex = offset;
  if (NOT.test(text)) {
    return undefined;
  }
  const name = NAME.exec(text);
  return name ? { kind: 'name', name: name[0], from: offset, to: NAME.lastIndex } : undefined;
}

/**
 * Parses a condition into its tree; names are not looked up yet (`resolveCondition`).
 * Precedence (sigma-rules-specification, "Condition"): or < and < not < x of … < parentheses.
 */
export function parseCondition(
  text: string,
  limits: Pick<Limits, 'conditionTokens' | 'conditionDepth'> = DEFAULT_LIMITS
): ConditionResult {
  const pipe = text.indexOf('|');
  if (pipe >= 0) {
    return {
      fault: {
        code: 'condition-aggregation',
        message: aggregationMessage(text.slice(pipe)),
        from: pipe,
        to: text.length,
      },
    };
  }
  const grammar: Grammar<ConditionName | ConditionSelector> = {
    nameCharacter: NAME_CHARACTER,
    readOperand,
    maxTokens: limits.conditionTokens,
    maxDepth: limits.conditionDepth,
    operandName: 'the name of a detection, or "1 of name_*"',
  };
  try {
    return { node: parseBoolean(text, grammar) as ConditionNode };
  } catch (error) {
    if (error instanceof GrammarFault) {
      return { fault: { code: error.code, message: error.message, ...error.span } };
    }
    throw error;
  }
}

/** The pipe syntax is gone from Sigma; each aggregation has a correlation type in its place. */
function aggregationMessage(aggregation: string): string {
  const type = /^\|\s*near\b/.test(aggregation)
    ? 'temporal'
    : /^\|\s*count\s*\(\s*[^)\s]/.test(aggregation)
      ? 'value_count'
      : /^\|\s*sum\b/.test(aggregation)
        ? 'value_sum'
        : /^\|\s*avg\b/.test(aggregation)
          ? 'value_avg'
          : 'event_count';
  const shown = aggregation.length > 60 ? `${aggregation.slice(0, 59)}…` : aggregation;
  return `Sigma 2 has no aggregation in conditions ("${shown.trim()}"). End the condition before the "|" and add a second document with a correlation of type ${type} that names this rule.`;
}
