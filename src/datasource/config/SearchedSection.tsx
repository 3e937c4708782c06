import { ConfigSection } from '@grafana/plugin-ui';
import { standardRegions } from '@grafana/aws-sdk';
import { MultiCombobox } from '@grafana/ui';
import { AccountsField } from './AccountsField';
import type { SectionProps } from './sectionProps';
import { SettingField } from './SettingField';

const OPTIONS = standardRegions.map((region) => ({ label: region, value: region }));

/** Regions and accounts. */
export function SearchedSection(props: SectionProps) {
  const { json, onChange, problems, hints, disabled } = props;
  return (
    <ConfigSection title="What is searched" description="Each account is asked in each region.">
      <SettingField
        label="Regions"
        id="sigtrail-regions"
        description={`Where events are looked up. Empty: ${searchedByDefault(json.defaultRegion)}.`}
        problem={problems.regions ?? problems.defaultRegion}
        hint={hints.defaultRegion ?? hints.regions}
      >
        <MultiCombobox
          id="sigtrail-regions"
          options={OPTIONS}
          value={json.regions ?? []}
          createCustomValue
          isClearable
          placeholder="Choose regions"
          disabled={disabled}
          invalid={problems.regions !== undefined}
          onChange={(chosen) => onChange({ regions: chosen.map(({ value }) => value) })}
        />
      </SettingField>
      <AccountsField {...props} />
    </ConfigSection>
  );
}

/** What is searched without a choice: us-east-1 has the events of IAM, STS and CloudFront. */
function searchedByDefault(defaultRegion: string | undefined): string {
  const home = 'us-east-1, where events of IAM, STS and CloudFront are recorded';
  return defaultRegion === 'us-east-1'
    ? home
    : `the default region${defaultRegion ? ` (${defaultRegion})` : ''} and ${home}`;
}
