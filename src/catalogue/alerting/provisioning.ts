import { formatDuration } from './duration';
import type { AlertRule, AlertRules } from './model';

/** A file of Grafana's alerting provisioning, which is also what its provisioning API exports. */
export interface ProvisioningFile {
  readonly apiVersion: 1;
  readonly groups: readonly ProvisionedGroup[];
}
export interface ProvisionedGroup {
  readonly orgId: number;
  readonly name: string;
  readonly folder: string;
  readonly interval: string;
  readonly rules: readonly ProvisionedRule[];
}
export interface ProvisionedRule {
  readonly uid: string;
  readonly title: string;
  readonly condition: string;
  readonly data: ReadonlyArray<{
    readonly refId: string;
    readonly queryType?: string;
    readonly relativeTimeRange: { readonly from: number; readonly to: number };
    readonly datasourceUid: string;
    readonly model: Readonly<Record<string, unknown>>;
  }>;
  readonly noDataState: string;
  readonly execErrState: string;
  readonly for: string;
  readonly keepFiringFor?: string;
  readonly annotations: Readonly<Record<string, string>>;
  readonly labels: Readonly<Record<string, string>>;
  readonly isPaused: boolean;
}

/**
 * The alert rules as a provisioning file. Grafana replaces `$NAME` by environment variables in all texts but annotations and query models,
 * so there `$` is doubled (Grafana, `pkg/services/provisioning/alerting/rules_types.go`).
 */
export function provisioningFile({ groups }: AlertRules): ProvisioningFile {
  return {
    apiVersion: 1,
    groups: groups.map(({ orgId, name, folder, intervalSeconds, rules }) => ({
      orgId,
      name: doubled(name),
      folder: doubled(folder),
      interval: formatDuration(intervalSeconds),
      rules: rules.map(provisionedRule),
    })),
  };
}

function provisionedRule(rule: AlertRule): ProvisionedRule {
  return {
    uid: rule.uid,
    title: doubled(rule.title),
    condition: rule.condition,
    data: rule.queries.map(({ refId, queryType, fromSeconds, toSeconds, datasourceUid, model }) => ({
      refId,
      ...(queryType === undefined ? {} : { queryType }),
      relativeTimeRange: { from: fromSeconds, to: toSeconds },
      datasourceUid: doubled(datasourceUid),
      model,
    })),
    noDataState: rule.noDataState,
    execErrState: rule.execErrState,
    for: formatDuration(rule.forSeconds),
    ...(rule.keepFiringSeconds === 0 ? {} : { keepFiringFor: formatDuration(rule.keepFiringSeconds) }),
    annotations: rule.annotations,
    labels: Object.fromEntries(Object.entries(rule.labels).map(([name, text]) => [name, doubled(text)])),
    isPaused: false,
  };
}

function doubled(text: string): string {
  return text.replaceAll('$', () => '$$');
}
