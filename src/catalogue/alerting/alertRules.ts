import { LEVELS, type Level } from '../../contract/levels';
import type { RuleSelection } from '../../contract/query';
import type { SigmaCorrelation, SigmaRule } from '../../sigma';
import { canBeFilled, countsQuery, thresholdQuery, windowSeconds } from './alertQueries';
import { levelAnnotations, textsOf } from './annotations';
import type { AlertRule, AlertRuleGroup, AlertRules } from './model';
import { fullOptions, type AlertOptions, type FullOptions } from './options';
import { ruleAnnotations } from './ruleAnnotations';
import { asTemplate, byteLength, cutBytes, MAX_TITLE, oneLine, plainText } from './texts';
import { levelUid, otherUid, ruleUid } from './uid';

type AnyRule = SigmaRule | SigmaCorrelation;

const WORST_FIRST = [...LEVELS].reverse();

/**
 * Alert rules for Sigma rules: their queries ask this data source for `counts` in the form that Grafana Alerting takes
 * without Reduce, and a threshold decides. The order of the given rules does not matter: the same rules and options
 * give the same alert rules.
 *
 * @throws AlertOptionError
 */
export function alertRules(rules: readonly AnyRule[], options: AlertOptions): AlertRules {
  const full = fullOptions(options);
  const byLevel = WORST_FIRST.map((level) => ({
    level,
    rules: rules.filter((rule) => levelOf(rule) === level).sort(byTitle),
  })).filter((part) => part.rules.length > 0);
  return full.per === 'rule' ? onePerRule(byLevel, full) : onePerLevel(byLevel, full);
}

interface LevelPart {
  readonly level: Level;
  readonly rules: readonly AnyRule[];
}

function onePerRule(parts: readonly LevelPart[], options: FullOptions): AlertRules {
  const all = parts.flatMap(({ rules }) => rules);
  const uids = uniqueUids(all, options.datasourceUid);
  const titles = uniqueTitles(all, uids);
  const groups = parts.map(({ level, rules }) =>
    group(
      `${options.group}-${level}`,
      rules.map((rule) => ({
        ...frame(options, { ids: [rule.key] }),
        uid: uids.get(rule) ?? '',
        title: titles.get(rule) ?? '',
        annotations: ruleAnnotations(textsOf(rule), oneLine(rule.title), windowSeconds(options), options),
        // The query's labels say the same; these are there when an evaluation fails, and policies route on them.
        labels: { severity: severity(level, options), rule_id: asTemplate(plainText(rule.key)) },
      })),
      options
    )
  );
  return { groups, notices: [] };
}

function onePerLevel(parts: readonly LevelPart[], options: FullOptions): AlertRules {
  const notices: string[] = [];
  const rules = parts.map(({ level, rules: own }): AlertRule => {
    const title = `Sigma detections: ${level}${options.group === 'sigma' ? '' : ` (${options.group})`}`;
    const { annotations, leftOut } = levelAnnotations(own, title, windowSeconds(options), options);
    if (leftOut.length > 0) {
      notices.push(
        `${level}: the texts of ${own.length} rules are too long for one alert rule; it is without ${leftOut.join(', ')}, which the rule pages have.`
      );
    }
    const { minLevel: _, ...selection } = options.selection ?? {};
    return {
      ...frame(options, options.selection ? { ...selection, levels: [level] } : { ids: own.map(({ key }) => key) }),
      uid: levelUid(level, options.group, options.datasourceUid),
      title,
      annotations,
      labels: { severity: severity(level, options) },
    };
  });
  return { groups: rules.length === 0 ? [] : [group(options.group, rules, options)], notices };
}

function group(name: string, rules: readonly AlertRule[], options: FullOptions): AlertRuleGroup {
  return { orgId: options.orgId, name, folder: options.folder, intervalSeconds: options.intervalSeconds, rules };
}

/** What all alert rules have alike. */
function frame(
  options: FullOptions,
  selection: RuleSelection
): Omit<AlertRule, 'uid' | 'title' | 'annotations' | 'labels'> {
  // Rows of 0 make "no data" a fault: the data source has lost the rule. Where they cannot be listed it is the quiet state.
  const filled = canBeFilled(options.groupBy);
  return {
    condition: 'B',
    queries: [countsQuery(options, { rules: selection }), thresholdQuery()],
    noDataState: filled ? 'NoData' : 'OK',
    execErrState: 'Error',
    forSeconds: options.forSeconds,
    keepFiringSeconds: options.keepFiringSeconds,
  };
}

function severity(level: Level, { severityLabels }: FullOptions): string {
  return asTemplate(plainText(severityLabels[level]));
}

function levelOf(rule: AnyRule): Level {
  return rule.level ?? 'informational';
}

function uniqueUids(rules: readonly AnyRule[], datasourceUid: string): Map<AnyRule, string> {
  const taken = new Set<string>();
  return new Map(
    rules.map((rule) => {
      const own = ruleUid(rule.key, datasourceUid);
      const uid = taken.has(own) ? otherUid(rule.key, datasourceUid) : own;
      taken.add(uid);
      return [rule, uid];
    })
  );
}

/** Titles are unique in a folder, whatever their case. All rules of one title get their uids, so that none depends on the others' order. */
function uniqueTitles(rules: readonly AnyRule[], uids: ReadonlyMap<AnyRule, string>): Map<AnyRule, string> {
  const wanted = rules.map((rule) => cutBytes(oneLine(rule.title) || rule.key, MAX_TITLE));
  const count = new Map<string, number>();
  wanted.forEach((title) => count.set(title.toLowerCase(), (count.get(title.toLowerCase()) ?? 0) + 1));
  return new Map(
    rules.map((rule, at) => {
      const title = wanted[at];
      const uid = ` (${uids.get(rule) ?? ''})`;
      const shared = (count.get(title.toLowerCase()) ?? 0) > 1;
      return [rule, shared ? `${cutBytes(title, MAX_TITLE - byteLength(uid))}${uid}` : title];
    })
  );
}

function byTitle(a: AnyRule, b: AnyRule): number {
  return compare(a.title, b.title) || compare(a.key, b.key);
}

/** By code units, the same in every locale. */
function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
