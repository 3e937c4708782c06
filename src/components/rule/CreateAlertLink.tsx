import { type DataSourceInstanceSettings, locationUtil } from '@grafana/data';
import { config } from '@grafana/runtime';
import { LinkButton } from '@grafana/ui';
import { alertForm, alertFormUrl } from '../../catalogue/alerting/alertForm';
import type { RulePage } from '../../contract/resources';
import type { SigtrailJsonData } from '../../contract/settings';

interface Props {
  readonly page: RulePage;
  readonly dataSource: Pick<DataSourceInstanceSettings, 'uid' | 'jsonData'>;
}

/** Leads to Grafana's form for a new alert rule on this rule; nothing where Grafana has no alerting. */
export function CreateAlertLink({ page, dataSource }: Props) {
  if (!config.unifiedAlertingEnabled) {
    return null;
  }
  const { severityLabels, settleMinutes } = dataSource.jsonData as SigtrailJsonData;
  const form = alertForm({
    datasourceUid: dataSource.uid,
    title: page.title,
    query: { rules: { ids: [page.id] } },
    rule: { ...page, key: page.id },
    level: page.level,
    severityLabels,
    settleMinutes,
  });
  return (
    <LinkButton
      icon="bell"
      size="sm"
      variant="secondary"
      href={locationUtil.assureBaseUrl(alertFormUrl(form))}
      tooltip="Opens Grafana's form for a new alert rule, filled in: it fires when this rule matches"
    >
      Create alert rule
    </LinkButton>
  );
}
