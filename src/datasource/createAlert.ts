import type { Level } from '../contract/levels';
import { alertForm, alertFormUrl, type AlertSource } from '../catalogue/alerting/alertForm';
import type { SigtrailDataSource } from './datasource';
import { ownTitle, selectionText } from './query/displayText';
import type { SigtrailQuery } from './types';

/** Whether an alert rule can be made from a query: what it finds can be counted. */
export function canAlert({ queryType }: SigtrailQuery): boolean {
  return queryType === 'detections' || queryType === 'counts';
}

/**
 * The address of Grafana's form for a new alert rule on what a query finds, below Grafana's own URL. The alert rule of
 * one rule of the catalogue tells what that rule's page tells.
 *
 * @param query detections or counts, as an editor holds it
 */
export async function newAlertUrl(datasource: SigtrailDataSource, query: SigtrailQuery): Promise<string> {
  const { rules, rule, regions, accounts, filters, groupBy, source } = datasource.applyTemplateVariables(query, {});
  const { uid: datasourceUid, settings } = datasource;
  const narrowed = { regions, accounts, filters, source, groupBy: query.queryType === 'counts' ? groupBy : undefined };
  const form: AlertSource = {
    datasourceUid,
    title: `Sigma detections: ${selectionText(rules)}`,
    query: { rules, ...narrowed },
    level: onlyLevel(rules?.levels),
    ...settings,
  };
  if (rule?.trim()) {
    return alertFormUrl(
      alertForm({
        ...form,
        title: ownTitle(rule) ?? 'Own Sigma rule',
        query: { rule, ...narrowed },
        level: undefined,
      })
    );
  }
  const [id, ...more] = rules?.ids ?? [];
  // Without its page, which may not be there any more, the alert rule still asks for the rule.
  const page = id && more.length === 0 ? await datasource.client.rulePage(id).catch(() => undefined) : undefined;
  return alertFormUrl(
    alertForm(page ? { ...form, title: page.title, rule: { ...page, key: page.id }, level: page.level } : form)
  );
}

/** The severity label of an alert rule would hide those of its instances where they differ. */
function onlyLevel(levels: readonly Level[] = []): Level | undefined {
  return levels.length === 1 ? levels[0] : undefined;
}
