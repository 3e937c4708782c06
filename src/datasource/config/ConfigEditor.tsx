import { useEffect, useRef } from 'react';
import { ConnectionConfig, type ConnectionConfigProps, Divider } from '@grafana/aws-sdk';
import { Alert } from '@grafana/ui';
import type { SigtrailJsonData } from '../../contract/settings';
import type { ConfigEditorProps } from '../editorProps';
import type { SigtrailOptions } from '../types';
import { LookupSection } from './LookupSection';
import { PolicySection } from './PolicySection';
import { RulesSection } from './RulesSection';
import { SearchedSection } from './SearchedSection';
import { SessionTokenField } from './SessionTokenField';
import { type SettingsProblems, settingsHints, settingsProblems } from './settingsProblems';
import { TrailSection } from './trail/TrailSection';

/** The data source's configuration: Grafana's own form for AWS, then what is this data source's alone. */
export function ConfigEditor(props: ConfigEditorProps) {
  const { options, onOptionsChange } = props;
  const json = options.jsonData;
  const problems = settingsProblems(json);
  useValidation(props, problems);
  const onChange = (change: Partial<SigtrailJsonData>) =>
    onOptionsChange({ ...options, jsonData: withoutUndefined({ ...json, ...change }) });
  const section = { json, onChange, problems, hints: settingsHints(json), disabled: options.readOnly === true };
  return (
    <>
      <ConnectionConfig
        // The AWS form knows only its own members of jsonData, and writes only those.
        {...(props as unknown as ConnectionConfigProps)}
        defaultEndpoint="https://cloudtrail.{region}.amazonaws.com"
        // Shown where Grafana's administrator allows a proxy for each data source.
        showHttpProxySettings
      >
        <SessionTokenField {...props} />
      </ConnectionConfig>
      <ConnectionProblems problems={problems} />
      <Divider />
      <SearchedSection {...section} />
      <Divider />
      <RulesSection {...section} uid={options.uid} />
      <Divider />
      <LookupSection {...section} />
      <Divider />
      <TrailSection {...section} options={options} onOptionsChange={onOptionsChange} />
      <Divider />
      <PolicySection json={json} />
    </>
  );
}

const IN_AWS_FORM = { assumeRoleArn: 'Assume Role ARN', proxyUrl: 'Proxy URL' } as const;

/** Problems with members of Grafana's AWS form, which has no place for them. */
function ConnectionProblems({ problems }: { problems: SettingsProblems }) {
  return Object.entries(IN_AWS_FORM).map(([setting, title]) =>
    problems[setting] ? (
      <Alert key={setting} severity="error" title={title}>
        {problems[setting]}
      </Alert>
    ) : null
  );
}

/** Tells Grafana's "Save & test" about problems, where this Grafana asks. */
function useValidation({ validation }: ConfigEditorProps, problems: SettingsProblems): void {
  const current = useRef(problems);
  useEffect(() => {
    current.current = problems;
  });
  useEffect(
    () =>
      validation?.registerValidation(() => {
        Object.keys(validation.getErrors()).forEach((setting) => validation.clearError(setting));
        for (const [setting, message] of Object.entries(current.current)) {
          validation.setError(setting, message);
        }
        return Object.keys(current.current).length === 0;
      }),
    [validation]
  );
}

function withoutUndefined(json: SigtrailOptions): SigtrailOptions {
  return Object.fromEntries(Object.entries(json).filter(([, value]) => value !== undefined)) as SigtrailOptions;
}
