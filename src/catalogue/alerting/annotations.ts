import type { SigmaCorrelation, SigmaRule } from '../../sigma';
import { attackOf } from '../attack/attackOf';
import type { FullOptions } from './options';
import { instanceAnnotations, OWN_TEXTS, withoutEmpty, type Annotations, type RuleTexts } from './ruleAnnotations';
import { byteLength, goString } from './texts';

type AnyRule = SigmaRule | SigmaCorrelation;

/**
 * One annotation of an alert rule for many Sigma rules has at most so many bytes: MySQL keeps all annotations of an alert
 * rule in 64 KB, and Grafana expands each for every instance at each evaluation.
 */
const MAX_CHOICE = 10_000;

/** What an alert tells of a rule. */
export function textsOf(rule: AnyRule): RuleTexts {
  const { key, description, falsepositives, references, author, tags } = rule;
  return { key, description, attack: attackOf(tags), falsepositives, references, author };
}

/**
 * Annotations of one alert rule for many Sigma rules: each instance shows the texts of its own rule, found by its
 * `rule_id` label. Texts that are too many are left out; the rule page has them.
 *
 * @returns the annotations, and the names of those that were left out
 */
export function levelAnnotations(
  rules: readonly AnyRule[],
  title: string,
  windowSeconds: number,
  options: FullOptions
): { annotations: Annotations; leftOut: string[] } {
  const leftOut: string[] = [];
  const texts = rules.map(textsOf);
  const choices = OWN_TEXTS.map(([name, text]) => {
    const choice = choiceByRule(texts, text);
    if (byteLength(choice) <= MAX_CHOICE) {
      return [name, choice] as const;
    }
    leftOut.push(name);
    return [name, ''] as const;
  });
  const { summary, runbook_url } = instanceAnnotations(title, windowSeconds, options);
  return { annotations: withoutEmpty([['summary', summary], ...choices, ['runbook_url', runbook_url]]), leftOut };
}

/** A template that gives the text of the rule that the instance is of; rules with the same text share a branch. */
function choiceByRule(rules: readonly RuleTexts[], textOf: (rule: RuleTexts) => string): string {
  const idsOf = new Map<string, string[]>();
  for (const rule of rules) {
    const text = textOf(rule);
    if (text !== '') {
      idsOf.set(text, [...(idsOf.get(text) ?? []), goString(rule.key)]);
    }
  }
  const branches = [...idsOf].map(([text, ids]) => `{{ if eq . ${ids.join(' ')} }}${text}{{ end }}`);
  // `with`: alerts of a failed evaluation have no rule_id.
  return branches.length === 0 ? '' : `{{ with $labels.rule_id }}${branches.join('')}{{ end }}`;
}
