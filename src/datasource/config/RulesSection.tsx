import { ConfigSection, ConfigSubSection } from '@grafana/plugin-ui';
import { Input, Stack, Switch, TextArea } from '@grafana/ui';
import { LEVELS } from '../../contract/levels';
import { RulesSectionOverrides } from './RulesSectionOverrides';
import type { SectionProps } from './sectionProps';
import { SettingField } from './SettingField';

/** Where rules come from, and how their levels are labelled. */
export function RulesSection({ json, onChange, problems, disabled, uid }: SectionProps & { uid?: string }) {
  return (
    <ConfigSection title="Rules">
      <SettingField
        label="Bundled rules"
        id="sigtrail-bundledRules"
        description="Use the rules that come with the plugin."
        problem={problems.bundledRules}
      >
        <Switch
          id="sigtrail-bundledRules"
          disabled={disabled}
          value={json.bundledRules ?? true}
          onChange={({ currentTarget }) => onChange({ bundledRules: currentTarget.checked })}
        />
      </SettingField>
      <SettingField
        label="Rule folders"
        id="sigtrail-rulePaths"
        description="Folders of Sigma rules on the Grafana server, one a line. They are read with their subfolders and watched for changes."
        problem={problems.rulePaths}
      >
        <TextArea
          id="sigtrail-rulePaths"
          rows={3}
          cols={60}
          placeholder="/etc/sigma/cloudtrail"
          disabled={disabled}
          value={(json.rulePaths ?? []).join('\n')}
          onChange={({ currentTarget }) => onChange({ rulePaths: linesOf(currentTarget.value) })}
          onBlur={() => onChange({ rulePaths: (json.rulePaths ?? []).map((path) => path.trim()).filter(Boolean) })}
        />
      </SettingField>
      <SeverityLabels json={json} onChange={onChange} disabled={disabled} />
      <RulesSectionOverrides json={json} onChange={onChange} disabled={disabled} uid={uid} />
    </ConfigSection>
  );
}

function SeverityLabels({ json, onChange, disabled }: Pick<SectionProps, 'json' | 'onChange' | 'disabled'>) {
  const labels = json.severityLabels ?? {};
  const set = (level: (typeof LEVELS)[number], text: string) => {
    const { [level]: _old, ...others } = labels;
    onChange({ severityLabels: text === '' ? others : { ...others, [level]: text } });
  };
  return (
    <ConfigSubSection
      title="Severity labels"
      description="The value of the severity label of each Sigma level, which alert routing matches. Empty: the level itself."
    >
      <Stack direction="row" gap={2} wrap="wrap">
        {LEVELS.map((level) => (
          <SettingField key={level} label={level} id={`sigtrail-severity-${level}`}>
            <Input
              id={`sigtrail-severity-${level}`}
              width={18}
              placeholder={level}
              disabled={disabled}
              value={labels[level] ?? ''}
              onChange={({ currentTarget }) => set(level, currentTarget.value)}
            />
          </SettingField>
        ))}
      </Stack>
    </ConfigSubSection>
  );
}

/** Empty lines stay while the user types; leaving the field drops them. */
function linesOf(text: string): string[] {
  return text === '' ? [] : text.split('\n');
}
