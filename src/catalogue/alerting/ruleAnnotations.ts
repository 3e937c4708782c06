import { APP_ID } from '../../contract/ids';
import type { AttackTactic } from '../../contract/resources';
import { spellDuration } from './duration';
import type { FullOptions } from './options';
import { asTemplate, cutBytes, plainText } from './texts';

// Apart from annotations.ts because the browser makes these too, and has no use for ATT&CK's table there.

export type Annotations = Readonly<Record<string, string>>;
type Where = Pick<FullOptions, 'groupBy' | 'grafanaUrl'>;

/** What an alert tells of its rule. */
export interface RuleTexts {
  /** The rule's id, or what stands for it. */
  readonly key: string;
  readonly description?: string;
  readonly attack: readonly AttackTactic[];
  readonly falsepositives: readonly string[];
  readonly references: readonly string[];
  readonly author?: string;
}

/** A rule's own text has at most so many bytes in an annotation. */
const MAX_TEXT = 8000;

const TEXT_OF: ReadonlyArray<readonly [name: string, text: (rule: RuleTexts) => string]> = [
  ['description', (rule) => rule.description ?? ''],
  ['attack', (rule) => attackText(rule.attack)],
  ['falsepositives', (rule) => rule.falsepositives.join('\n')],
  ['references', (rule) => rule.references.join('\n')],
  // Sigma's Detection Rule License asks that a rule's author is named where its matches are shown.
  ['author', (rule) => rule.author ?? ''],
];

/** A rule's own texts by annotation, as templates; empty where it has none. */
export const OWN_TEXTS = TEXT_OF.map(
  ([name, text]) => [name, (rule: RuleTexts) => asTemplate(cutBytes(plainText(text(rule)), MAX_TEXT))] as const
);

/** Annotations of the alert rule of one Sigma rule. */
export function ruleAnnotations(rule: RuleTexts, title: string, windowSeconds: number, where: Where): Annotations {
  return withoutEmpty([
    ['summary', `${asTemplate(title)}${countText(windowSeconds)}${placeText(where)}`],
    ...OWN_TEXTS.map(([name, text]) => [name, text(rule)] as const),
    ['runbook_url', pageUrl(where, `/${asTemplate(encodeURIComponent(rule.key))}`)],
  ]);
}

/**
 * The summary and the link of one alert rule for many Sigma rules: each instance names its own. An alert of a failed
 * evaluation has no rule, and shows the title.
 */
export function instanceAnnotations(title: string, windowSeconds: number, where: Where): Annotations {
  const name = `{{ with $labels.rule }}{{ . }}{{ else }}${asTemplate(title)}{{ end }}`;
  return {
    summary: `${name}${countText(windowSeconds)}${placeText(where)}`,
    runbook_url: pageUrl(where, '{{ with $labels.rule_id }}/{{ . | urlquery }}{{ end }}'),
  };
}

export function withoutEmpty(entries: ReadonlyArray<readonly [string, string]>): Annotations {
  return Object.fromEntries(entries.filter(([, text]) => text !== ''));
}

/** `Initial Access (TA0001): T1078 Valid Accounts, …`, a line for each tactic. */
function attackText(attack: readonly AttackTactic[]): string {
  return attack
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

function placeText({ groupBy }: Where): string {
  return ['account', 'region']
    .filter((name) => groupBy.includes(name))
    .map((name) => `{{ with $labels.${name} }}, ${name} {{ . }}{{ end }}`)
    .join('');
}

/** Grafana's own URL ends with a slash or without one. */
const GRAFANA_URL = '{{ reReplaceAll `/+\\z` "" externalURL }}';

function pageUrl({ grafanaUrl }: Where, id: string): string {
  const base = grafanaUrl === undefined ? GRAFANA_URL : asTemplate(plainText(grafanaUrl).replace(/\/+$/, ''));
  return `${base}/a/${APP_ID}/rules${id}`;
}
