import { CoreApp } from '@grafana/data';
import { config, locationService } from '@grafana/runtime';
import { Button } from '@grafana/ui';
import { canAlert, newAlertUrl } from '../createAlert';
import type { EditorPartProps } from './editorPart';

/** Leads to Grafana's form for a new alert rule, filled in from the query; nothing where it could not be used. */
export function CreateAlertButton({ datasource, query, app }: Pick<EditorPartProps, 'datasource' | 'query' | 'app'>) {
  const alerting = app === CoreApp.UnifiedAlerting || app === CoreApp.CloudAlerting;
  if (alerting || !config.unifiedAlertingEnabled || !canAlert(query) || !datasource.filterQuery(query)) {
    return null;
  }
  return (
    <Button
      type="button"
      size="sm"
      icon="bell"
      variant="secondary"
      fill="outline"
      tooltip="Opens Grafana's form for a new alert rule, filled in: it fires when this query counts anything"
      onClick={async () => locationService.push(await newAlertUrl(datasource, query))}
    >
      Create alert rule
    </Button>
  );
}
