import { ConfigSection, ConfigSubSection } from '@grafana/plugin-ui';
import { Input, Switch } from '@grafana/ui';
import { IncompleteAlertsField } from './IncompleteAlertsField';
import { NumberField } from './NumberField';
import { NO_WIDER } from './noWider';
import type { SectionProps } from './sectionProps';
import { SettingField } from './SettingField';

/** How CloudTrail is asked, and how long events are kept. */
export function LookupSection(props: SectionProps) {
  const { json, onChange, problems, disabled } = props;
  return (
    <ConfigSection
      title="Lookups and storage"
      description="The defaults suit CloudTrail's limit of 2 requests a second for each account and region, 50 events each."
      isCollapsible
      isInitiallyOpen={hasOwnValues(props)}
    >
      <ConfigSubSection title="Lookups">
        <NumberField
          {...props}
          name="requestsPerSecond"
          label="Pacing"
          unit="requests/s"
          description="Requests a second for each account and region. Other tools share CloudTrail's limit of 2."
        />
        <NumberField
          {...props}
          name="lookupTimeoutSeconds"
          label="Time for one query"
          unit="s"
          description="What is not looked up by then is told in a notice; looking up goes on in the background."
        />
        <NumberField
          {...props}
          name="maxEventsPerQuery"
          label="Events for one query"
          unit="events"
          description="A query that needs more stops there, with a notice."
        />
        <NumberField
          {...props}
          name="settleMinutes"
          label="Settling time"
          unit="min"
          description="Events may arrive this late: a window that is younger is looked up again."
        />
        <SettingField
          label="Keep warm"
          id="sigtrail-keepWarm"
          description="Look for new events each minute, also while nobody asks. What was asked for lately then answers at once, at the price of requests all day."
          problem={problems.keepWarm}
        >
          <Switch
            id="sigtrail-keepWarm"
            disabled={disabled}
            value={json.keepWarm ?? false}
            onChange={({ currentTarget }) => onChange({ keepWarm: currentTarget.checked || undefined })}
          />
        </SettingField>
        <IncompleteAlertsField {...props} />
      </ConfigSubSection>
      <ConfigSubSection title="Storage">
        <SettingField
          label="Folder for events"
          id="sigtrail-storePath"
          description="An absolute path on the Grafana server. Empty: a private folder outside the plugin's own."
          problem={problems.storePath}
        >
          <Input
            id="sigtrail-storePath"
            width={60}
            className={NO_WIDER}
            placeholder="/var/lib/grafana/sigtrail"
            disabled={disabled}
            value={json.storePath ?? ''}
            onChange={({ currentTarget }) => onChange({ storePath: currentTarget.value || undefined })}
          />
        </SettingField>
        <NumberField
          {...props}
          name="retentionDays"
          label="Kept for"
          unit="days"
          description="CloudTrail itself returns events of the last 90 days."
        />
        <NumberField
          {...props}
          name="storeMaxGigabytes"
          label="Largest size"
          unit="GB"
          description="Beyond it the oldest events are dropped; they are looked up again when they are asked for."
        />
      </ConfigSubSection>
    </ConfigSection>
  );
}

function hasOwnValues({ json, problems }: SectionProps): boolean {
  const names = [
    'requestsPerSecond',
    'lookupTimeoutSeconds',
    'maxEventsPerQuery',
    'settleMinutes',
    'storePath',
    'retentionDays',
    'storeMaxGigabytes',
    'keepWarm',
    'incompleteAlerts',
  ] as const;
  return names.some((name) => json[name] !== undefined || problems[name] !== undefined);
}
