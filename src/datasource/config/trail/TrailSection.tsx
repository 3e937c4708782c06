import { useRef } from 'react';
import { ConfigSection } from '@grafana/plugin-ui';
import { RadioButtonGroup } from '@grafana/ui';
import type { TrailEngine, TrailJsonData } from '../../../contract/settings';
import type { ConfigEditorProps } from '../../editorProps';
import type { SectionProps } from '../sectionProps';
import { SettingField } from '../SettingField';
import { AthenaFields } from './AthenaFields';
import { BytesField } from './BytesField';
import { TrailTextField } from './TrailTextField';
import { TrinoFields } from './TrinoFields';

const LABEL = 'Read by';
const ENGINES: Array<{ value: TrailEngine | 'off'; label: string; description: string }> = [
  { value: 'off', label: 'Off', description: 'LookupEvents alone' },
  { value: 'athena', label: 'Athena', description: 'AWS charges by scanned bytes' },
  { value: 'trino', label: 'Trino', description: 'A Trino of your own' },
];

/** What the fields of the trail get beside what every section gets. */
export interface TrailSectionProps extends SectionProps, Pick<ConfigEditorProps, 'options' | 'onOptionsChange'> {}

/** CloudTrail's records in S3: by what they are read, and how much of them. */
export function TrailSection(props: TrailSectionProps) {
  const { json, onChange, disabled } = props;
  const { trail } = json;
  // What was entered comes back when the trail is switched off and on again.
  const last = useRef<TrailJsonData>(undefined);
  const choose = (engine: TrailEngine | 'off') => {
    if (engine === 'off') {
      last.current = trail;
      onChange({ trail: undefined });
    } else {
      onChange({ trail: { ...last.current, ...trail, engine } });
    }
  };
  return (
    <ConfigSection
      title="Trail in S3"
      description="For what LookupEvents does not have: events older than 90 days, data events, and all accounts and regions of an organisation at once."
      isCollapsible
      isInitiallyOpen={trail !== undefined}
    >
      <SettingField
        label={LABEL}
        id="sigtrail-trail-engine"
        description="Athena is asked with the credentials above. Queries choose LookupEvents where that sees all they need, else the trail."
        problem={props.problems['trail.engine']}
      >
        <RadioButtonGroup
          id="sigtrail-trail-engine"
          aria-label={LABEL}
          options={ENGINES}
          disabled={disabled}
          value={trail?.engine ?? 'off'}
          onChange={choose}
        />
      </SettingField>
      {trail?.engine ? (
        <>
          <TrailTextField
            {...props}
            name="table"
            label="Table"
            placeholder={trail.engine === 'athena' ? 'AwsDataCatalog.default.cloudtrail_logs' : 'hive.logs.cloudtrail'}
            description="Of CloudTrail's records: catalog.schema.table. Parts with dots or spaces stand in double quotes."
          />
          {trail.engine === 'athena' ? <AthenaFields {...props} /> : <TrinoFields {...props} />}
          <BytesField
            {...props}
            name="maxScannedBytesPerQuery"
            label="Scanned for one query, at most"
            per="query"
            description="A query that would read more is not run, or stopped. Empty: no limit."
          />
          <BytesField
            {...props}
            name="maxScannedBytesPerDay"
            label="Scanned in a day, at most"
            per="day"
            description="Of all queries together, by days in UTC; alert rules count too. Empty: no limit."
          />
        </>
      ) : null}
    </ConfigSection>
  );
}
