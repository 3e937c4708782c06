import { RadioButtonGroup } from '@grafana/ui';
import type { IncompleteAlerts } from '../../contract/settings';
import type { SectionProps } from './sectionProps';
import { SettingField } from './SettingField';

const LABEL = 'Alerts without all events';
const OPTIONS: Array<{ value: IncompleteAlerts; label: string; description: string }> = [
  { value: 'fail', label: 'Fail', description: 'The evaluation is an error, which Grafana reports' },
  { value: 'answer', label: 'Answer', description: 'Count what is there' },
];

/** What an alert rule's query does while its window is not looked up completely. */
export function IncompleteAlertsField({ json, onChange, problems, hints, disabled }: SectionProps) {
  return (
    <SettingField
      label={LABEL}
      id="sigtrail-incompleteAlerts"
      description="What an alert rule does whose window could not be looked up completely, for example while CloudTrail throttles or a region is down. Fail: its evaluation is an error. Answer: it counts what is there. Panels and Explore always answer, with a notice of what is missing."
      problem={problems.incompleteAlerts}
      hint={hints.incompleteAlerts}
    >
      <RadioButtonGroup
        id="sigtrail-incompleteAlerts"
        aria-label={LABEL}
        options={OPTIONS}
        disabled={disabled}
        value={json.incompleteAlerts ?? 'fail'}
        // The default is left out, as with the other settings.
        onChange={(value) => onChange({ incompleteAlerts: value === 'fail' ? undefined : value })}
      />
    </SettingField>
  );
}
