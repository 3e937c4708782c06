import { APP_ID } from '../../contract/ids';
import type { SigmaCorrelation, SigmaRule } from '../../sigma';
import { attackOf } from '../attack/attackOf';
import { spellDuration } from './duration';
import type { FullOptions } from './options';
import { asTemplate, byteLength, cutBytes, goString, plainText } from './texts';

type AnyRule = SigmaRule | SigmaCorrelation;
type Annotations = Readonly<Record<string, string>>;

/** A rule's own text has at most so many bytes in an annotation. */
const MAX_TEXT = 8000;
/**
 * One annotation of an alert rule for many Sigma rules has at most so many bytes: MySQL keeps all annotations of an alert
 * rule in 64 KB, and Grafana expands each for every instance at each evaluation.
 */
const MAX_CHOICE = 10_000;

/** A rule's own texts by annotation, those that it has. */
const OWN_TEXTS: ReadonlyArray<readonly [name: string, text: (rule: AnyRule) => string]> = [
  ['description', (rule) => rule.description ?? ''],
  ['attack', (rule) => attackText(rule.tags)],
  ['falsepositives', (rule) => rule.falsepositives.join('\n')],
  ['references', (rule) => rule.references.join('\n')],
  // Sigma's Detection Rule License asks that a rule's author is named where its matches are shown.
  ['author', (rule) => rule.author ?? ''],
];

/** Annotations of the alert rule of one Sigma rule. */
export function ruleAnnotations(
  rule: AnyRule,
  title: string,
  windowSeconds: number,
  options: FullOptions
): Annotations {
  return withoutEmpty([
    ['summary', `${asTemplate(title)}${countText(windowSeconds)}${placeText(options)}`],
    ...OWN_TEXTS.map(([name, text]) => [name, asTemplate(cutBytes(plainText(text(rule)), MAX_TEXT))] as const),
    ['runbook_url', pageUrl(options, `/${asTemplate(encodeURIComponent(rule.key))}`)],
  ]);
}

/**
 * Annotations of one alert rule for many Sigma rules: each instance shows the texts of its own rule, found by its
 * `rule_id` label. An alert of a failed evaluation has none, and shows the title. Texts that are too many are left out; the rule page has them.
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
  const choices = OWN_TEXTS.map(([name, text]) => {
    const choice = choiceByRule(rules, (rule) => asTemplate(cutBytes(plainText(text(rule)), MAX_TEXT)));
    if (byteLength(choice) <= MAX_CHOICE) {
      return [name, choice] as const;
    }
    leftOut.push(name);
    return [name, ''] as const;
  });
  const annotations = withoutEmpty([
    [
      'summary',
      `{{ with $labels.rule }}{{ . }}{{ else }}${asTemplate(title)}{{ end }}${countText(windowSeconds)}${placeText(options)}`,
    ],
    ...choices,
    ['runbook_url', pageUrl(options, '{{ with $labels.rule_id }}/{{ . | urlquery }}{{ end }}')],
  ]);
  return { annotations, leftOut };
}

/** A template that gives the text of the rule that the instance is of; rules with the same text share a branch. */
function choiceByRule(rules: readonly AnyRule[], textOf: (rule: AnyRule) => string): string {
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

/** `Initial Access (TA0001): T1078 Valid Accounts, …`, a line for each tactic. */
function attackText(tags: readonly string[]): string {
  return attackOf(tags)
    .map(({ tactic, techniques }) => {
      const head = tactic.name ? `${tactic.name} (${tactic.id})` : tactic.id;
      const list = techniques.map(({ id, name }) => (name ? `${id} ${name}` : id)).join(', ');
      return [head, list].filter(Boolean).join(': ');
    })
    .join('\n');
}

/** Alerts of a failed evaluation have no value. */
function countText(windowSeconds: number): string {
  return `{{ with $values.A }}: {{ printf "%.0f" .Value }} in the last ${spellDuration(windowSeconds)}{{ end }}`;
}

function placeText({ groupBy }: FullOptions): string {
  return ['account', 'region']
    .filter((name) => groupBy.includes(name))
    .map((name) => `{{ with $labels.${name} }}, ${name} {{ . }}{{ end }}`)
    .join('');
}

/** Grafana's own URL ends with a slash or without one. */
const GRAFANA_URL = '{{ reReplaceAll `/+\\z` "" externalURL }}';

function pageUrl({ grafanaUrl }: FullOptions, id: string): string {
  const base = grafanaUrl === undefined ? GRAFANA_URL : asTemplate(plainText(grafanaUrl).replace(/\/+$/, ''));
  return `${base}/a/${APP_ID}/rules${id}`;
}

function withoutEmpty(entries: ReadonlyArray<readonly [string, string]>): Annotations {
  return Object.fromEntries(entries.filter(([, text]) => text !== ''));
}
