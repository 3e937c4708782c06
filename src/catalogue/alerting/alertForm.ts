import type { Level } from '../../contract/levels';
import type { SigtrailQueryModel } from '../../contract/query';
import { canBeFilled, countsQuery, thresholdQuery, windowSeconds } from './alertQueries';
import type { AlertQuery } from './model';
import { instanceAnnotations, ruleAnnotations, type Annotations, type RuleTexts } from './ruleAnnotations';
import { asTemplate, cutBytes, MAX_TITLE, oneLine, plainText } from './texts';

/** What Grafana's form for a new alert rule can be filled with (its RuleFormValues, alerting/unified/types/rule-form.ts). */
export interface AlertForm {
  readonly name: string;
  readonly type: 'grafana-alerting';
  readonly queries: ReadonlyArray<{
    readonly refId: string;
    readonly queryType: string;
    /** Seconds before the evaluation. */
    readonly relativeTimeRange: { readonly from: number; readonly to: number };
    readonly datasourceUid: string;
    readonly model: AlertQuery['model'];
  }>;
  readonly condition: string;
  readonly noDataState: 'NoData' | 'OK';
  readonly execErrState: 'Error';
  readonly evaluateFor: string;
  readonly labels: ReadonlyArray<{ readonly key: string; readonly value: string }>;
  readonly annotations: ReadonlyArray<{ readonly key: string; readonly value: string }>;
}

/** What an alert rule is made from. */
export interface AlertSource {
  readonly datasourceUid: string;
  /** What the alert rule is called. */
  readonly title: string;
  readonly query: Pick<
    SigtrailQueryModel,
    'rules' | 'rule' | 'regions' | 'accounts' | 'filters' | 'groupBy' | 'source'
  >;
  /** The one rule that it is about. Absent: any number of rules, each instance names its own. */
  readonly rule?: RuleTexts;
  /** The level of all of its rules. Absent: they differ, or are not known; each instance has its own then. */
  readonly level?: Level;
  readonly severityLabels?: Partial<Readonly<Record<Level, string>>>;
  /** How late events may arrive. Default 15. */
  readonly settleMinutes?: number;
}

const INTERVAL_SECONDS = 300;
const SETTLE_MINUTES = 15;

/** A new alert rule on what a query counts, as Grafana's form takes it: the same as an export would hold. */
export function alertForm(source: AlertSource): AlertForm {
  const { datasourceUid, title, query, rule, level, severityLabels = {} } = source;
  const { groupBy: wanted, ...what } = query;
  const options = {
    datasourceUid,
    groupBy: wanted && wanted.length > 0 ? wanted : ['account', 'region'],
    intervalSeconds: INTERVAL_SECONDS,
    settleMinutes: source.settleMinutes ?? SETTLE_MINUTES,
  };
  const window = windowSeconds(options);
  const name = oneLine(title);
  const annotations = rule ? ruleAnnotations(rule, name, window, options) : instanceAnnotations(name, window, options);
  const labels: Annotations = {
    ...(level ? { severity: asTemplate(plainText(severityLabels[level] ?? level)) } : {}),
    ...(rule ? { rule_id: asTemplate(plainText(rule.key)) } : {}),
  };
  return {
    name: cutBytes(name, MAX_TITLE),
    type: 'grafana-alerting',
    queries: [countsQuery(options, what), thresholdQuery()].map(
      ({ refId, queryType = '', fromSeconds, toSeconds, datasourceUid: uid, model }) => ({
        refId,
        queryType,
        relativeTimeRange: { from: fromSeconds, to: toSeconds },
        datasourceUid: uid,
        model,
      })
    ),
    condition: 'B',
    noDataState: canBeFilled(options.groupBy) ? 'NoData' : 'OK',
    execErrState: 'Error',
    evaluateFor: '0s',
    labels: pairs(labels),
    annotations: pairs(annotations),
  };
}

/** Servers and proxies take request lines of 8 KB mostly. */
const MAX_URL = 7000;
/** What is left out first where a URL is too long; the rule page, which the alert links to, has it all. */
const LESS_NEEDED = ['references', 'falsepositives', 'attack', 'description', 'author'];

/** The address of Grafana's form for a new alert rule, filled in; below Grafana's own URL. */
export function alertFormUrl(form: AlertForm): string {
  let fitting = form;
  for (const name of LESS_NEEDED) {
    if (urlOf(fitting).length <= MAX_URL) {
      break;
    }
    fitting = { ...fitting, annotations: fitting.annotations.filter(({ key }) => key !== name) };
  }
  return urlOf(fitting);
}

function urlOf(form: AlertForm): string {
  return `/alerting/new?defaults=${encodeURIComponent(JSON.stringify(form))}`;
}

function pairs(texts: Annotations): AlertForm['annotations'] {
  return Object.entries(texts).map(([key, value]) => ({ key, value }));
}
