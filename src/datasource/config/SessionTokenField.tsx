import { Field, SecretInput } from '@grafana/ui';
import type { ConfigEditorProps } from '../editorProps';

/** The session token of temporary keys, which Grafana's AWS form does not ask for. */
export function SessionTokenField({ options, onOptionsChange }: ConfigEditorProps) {
  if (options.jsonData.authType !== 'keys') {
    return null;
  }
  return (
    <Field label="Session Token" description="Only for temporary keys." htmlFor="sessionToken">
      <SecretInput
        id="sessionToken"
        isConfigured={options.secureJsonFields?.sessionToken === true}
        disabled={options.readOnly}
        value={options.secureJsonData?.sessionToken ?? ''}
        onChange={({ currentTarget }) =>
          onOptionsChange({
            ...options,
            secureJsonData: { ...options.secureJsonData, sessionToken: currentTarget.value },
          })
        }
        onReset={() =>
          onOptionsChange({
            ...options,
            secureJsonFields: { ...options.secureJsonFields, sessionToken: false },
            // Grafana keeps a secret that is left out; an empty one takes its place.
            secureJsonData: { ...options.secureJsonData, sessionToken: '' },
          })
        }
      />
    </Field>
  );
}
