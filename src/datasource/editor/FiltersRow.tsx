import { EditorField, EditorRow } from '@grafana/plugin-ui';
import { Button, Combobox, IconButton, Stack } from '@grafana/ui';
import { type EventFilter, FILTER_OPERATORS, type FilterOperator } from '../../contract/query';
import { rangeMs } from '../client';
import type { EditorPartProps } from './editorPart';
import { useLoaded } from './hooks/useLoaded';
import { useVariableOptions } from './hooks/useVariableOptions';

const OPERATORS: Record<FilterOperator, string> = {
  '=': 'is',
  '!=': 'is not',
  '=~': 'matches the regular expression',
  '!~': 'does not match the regular expression',
  '<': 'is less than',
  '>': 'is greater than',
};
const OPERATOR_OPTIONS = FILTER_OPERATORS.map((value) => ({ label: value, value, description: OPERATORS[value] }));

/** Filters on event fields; all of them must hold. */
export function FiltersRow(props: EditorPartProps) {
  const { query, onChange } = props;
  const filters = query.filters ?? [];
  const set = (index: number, part: Partial<EventFilter>) =>
    onChange({ filters: filters.map((filter, at) => (at === index ? { ...filter, ...part } : filter)) });
  return (
    <EditorRow>
      <EditorField label="Filters" tooltip="Tests on event fields, e.g. userIdentity.type = Root. All must hold.">
        <Stack direction="column" gap={1} alignItems="flex-start">
          {filters.map((filter, index) => (
            <FilterFields
              key={index}
              {...props}
              filter={filter}
              number={index + 1}
              onSet={(part) => set(index, part)}
              onRemove={() => onChange({ filters: filters.filter((_, at) => at !== index) })}
            />
          ))}
          <Button
            type="button"
            size="sm"
            variant="secondary"
            icon="plus"
            onClick={() => onChange({ filters: [...filters, { field: '', operator: '=', value: '' }] })}
          >
            Add filter
          </Button>
        </Stack>
      </EditorField>
    </EditorRow>
  );
}

interface FilterFieldsProps extends EditorPartProps {
  filter: EventFilter;
  number: number;
  onSet: (part: Partial<EventFilter>) => void;
  onRemove: () => void;
}

function FilterFields({ datasource, range, id, filter, number, onSet, onRemove }: FilterFieldsProps) {
  const fields = useLoaded('fields', () => datasource.client.fields(rangeMs(range)));
  const variables = useVariableOptions();
  const label = `${id}-filter-${number}`;
  const findValues = async (input: string) => {
    const found = filter.field ? await datasource.client.fieldValues(filter.field, rangeMs(range)).catch(none) : none();
    const options = found.values.map(({ value }) => ({ label: value, value }));
    return [...variables, ...options].filter((option) =>
      (option.label ?? '').toLowerCase().includes(input.toLowerCase())
    );
  };
  return (
    <Stack direction="row" gap={0.5} alignItems="center" wrap="wrap" role="group" aria-label={`Filter ${number}`}>
      <span id={`${label}-field`} hidden>{`Filter ${number}: field`}</span>
      <Combobox
        aria-labelledby={`${label}-field`}
        options={(fields.value?.fields ?? []).map(({ path }) => ({ label: path, value: path }))}
        value={filter.field ? { value: filter.field, label: filter.field } : null}
        createCustomValue
        loading={fields.loading}
        placeholder="Field"
        width={30}
        onChange={({ value }) => onSet({ field: value })}
      />
      <span id={`${label}-operator`} hidden>{`Filter ${number}: operator`}</span>
      <Combobox
        aria-labelledby={`${label}-operator`}
        options={OPERATOR_OPTIONS}
        value={filter.operator}
        width={10}
        onChange={({ value }) => onSet({ operator: value })}
      />
      <span id={`${label}-value`} hidden>{`Filter ${number}: value`}</span>
      <Combobox
        aria-labelledby={`${label}-value`}
        options={findValues}
        value={filter.value ? { value: filter.value, label: filter.value } : null}
        createCustomValue
        isClearable
        placeholder="Value"
        width={36}
        onChange={(option: { value: string } | null) => onSet({ value: option?.value ?? '' })}
      />
      <IconButton name="times" tooltip={`Remove filter ${number}`} onClick={onRemove} />
    </Stack>
  );
}

function none(): { values: Array<{ value: string }> } {
  return { values: [] };
}
