import { Field, SecretInput } from '@grafana/ui';
import type { SigtrailSecureJsonData } from '../../contract/settings';
import type { ConfigEditorProps } from '../editorProps';
import { NO_WIDER } from './noWider';

interface SecretFieldProps extends Pick<ConfigEditorProps, 'options' | 'onOptionsChange'> {
  name: keyof SigtrailSecureJsonData;
  label: string;
  description: string;
  /** The control's id. */
  id: string;
  problem?: string;
  /** As Grafana's inputs have it; absent: all there is. */
  width?: number;
}

/** A secret: never shown, only that there is one. */
export function SecretField({
  options,
  onOptionsChange,
  name,
  label,
  description,
  id,
  problem,
  width,
}: SecretFieldProps) {
  return (
    <Field label={label} description={description} htmlFor={id} invalid={problem !== undefined} error={problem}>
      <SecretInput
        id={id}
        width={width}
        className={NO_WIDER}
        isConfigured={options.secureJsonFields?.[name] === true}
        disabled={options.readOnly}
        value={options.secureJsonData?.[name] ?? ''}
        onChange={({ currentTarget }) =>
          onOptionsChange({ ...options, secureJsonData: { ...options.secureJsonData, [name]: currentTarget.value } })
        }
        onReset={() =>
          onOptionsChange({
            ...options,
            secureJsonFields: { ...options.secureJsonFields, [name]: false },
            // Grafana keeps a secret that is left out; an empty one takes its place.
            secureJsonData: { ...options.secureJsonData, [name]: '' },
          })
        }
      />
    </Field>
  );
}
