import { EditorField } from '@grafana/plugin-ui';
import { type ComboboxOption, MultiCombobox } from '@grafana/ui';
import { useVariableOptions } from './hooks/useVariableOptions';

interface TextsFieldProps {
  id: string;
  label: string;
  tooltip?: string;
  placeholder?: string;
  values?: readonly string[];
  /** All options, or what finds them when the list is opened. */
  options: ReadonlyArray<ComboboxOption<string>> | ((input: string) => Promise<Array<ComboboxOption<string>>>);
  onChange: (values: string[]) => void;
  loading?: boolean;
  /** Width in Grafana's units of 8 px. */
  minWidth?: number;
}

/** A list of texts: chosen from options, from the dashboard's variables, or typed. */
export function TextsField({ id, label, tooltip, placeholder, values = [], options, ...props }: TextsFieldProps) {
  const variables = useVariableOptions();
  const offered =
    typeof options === 'function'
      ? async (input: string) => [...variables.filter(({ value }) => value.includes(input)), ...(await options(input))]
      : [...variables, ...options];
  const labels = typeof options === 'function' ? undefined : new Map(options.map((option) => [option.value, option]));
  return (
    <EditorField label={label} tooltip={tooltip} htmlFor={id}>
      <MultiCombobox
        id={id}
        options={offered}
        value={values.map((value) => labels?.get(value) ?? { value, label: value })}
        createCustomValue
        isClearable
        placeholder={placeholder}
        loading={props.loading}
        width="auto"
        minWidth={props.minWidth ?? 20}
        maxWidth={80}
        onChange={(chosen) => props.onChange(chosen.map(({ value }) => value))}
      />
    </EditorField>
  );
}
