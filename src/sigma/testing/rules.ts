import { loadRuleSet } from '../collection/loadRuleSet';
import { parseSource, type LoadOptions } from '../collection/parseSource';
import type { Expression, Predicate, Problem, RuleSet, SigmaRule } from '../types';

/** A rule with the given detection block (indented by four spaces), for tests. */
export function ruleText(detection: string, head = ''): string {
  return `title: T\n${head}logsource:\n    product: aws\n    service: cloudtrail\ndetection:\n${detection}`;
}

export function load(...texts: string[]): RuleSet {
  return loadRuleSet(texts.map((text, index) => ({ file: `${index}.yml`, text })));
}

/** The only rule of a text. Throws with its problems where there is none. */
export function loadRule(text: string, options?: LoadOptions): SigmaRule {
  const { documents, problems } = parseSource({ file: 'rule.yml', text }, options);
  const [only] = documents;
  if (only?.value.kind !== 'rule') {
    throw new Error(`no rule: ${JSON.stringify(problems)}`);
  }
  return only.value;
}

export function problemsOf(text: string, options?: LoadOptions): readonly Problem[] {
  return parseSource({ file: 'rule.yml', text }, options).problems;
}

/** `code line:column` of each problem. */
export function places(problems: readonly Problem[]): string[] {
  return problems.map(({ code, line, column }) => `${code} ${line}:${column}`);
}

/** An expression in short form: `(a eq "x" and not b contains "y")`, without labels and positions. */
export function brief(expression: Expression): string {
  switch (expression.op) {
    case 'and':
    case 'or':
      return `(${expression.of.map(brief).join(` ${expression.op} `)})`;
    case 'not':
      return `not ${brief(expression.of)}`;
    case 'detection':
      return `${expression.name}:${brief(expression.of)}`;
    case 'constant':
      return String(expression.value);
    case 'predicate':
      return briefPredicate(expression.predicate);
  }
}

function briefPredicate(predicate: Predicate): string {
  const { field = '*', kind } = predicate;
  const cased = 'cased' in predicate && predicate.cased ? ' cased' : '';
  const part = 'part' in predicate && predicate.part ? `.${predicate.part}` : '';
  const value = 'pattern' in predicate ? predicate.pattern : 'value' in predicate ? predicate.value : undefined;
  const extra = 'flags' in predicate ? ` ${predicate.flags.join('')}` : 'mode' in predicate ? ` ${predicate.mode}` : '';
  return `${field}${part} ${kind}${value === undefined ? '' : ` ${JSON.stringify(value)}`}${extra.trimEnd()}${cased}`;
}

/** The expression of a detection `selection` with the given body, in short form. */
export function lowered(body: string, options?: LoadOptions): string {
  const rule = loadRule(ruleText(`    selection:\n        ${body}\n    condition: selection\n`), options);
  return brief(rule.detections[0]?.expression ?? { op: 'constant', value: false });
}
