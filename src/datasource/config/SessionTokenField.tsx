import type { ConfigEditorProps } from '../editorProps';
import { SecretField } from './SecretField';

/** The session token of temporary keys, which Grafana's AWS form does not ask for. */
export function SessionTokenField({ options, onOptionsChange }: ConfigEditorProps) {
  return options.jsonData.authType === 'keys' ? (
    <SecretField
      options={options}
      onOptionsChange={onOptionsChange}
      name="sessionToken"
      label="Session Token"
      description="Only for temporary keys."
      id="sessionToken"
    />
  ) : null;
}
