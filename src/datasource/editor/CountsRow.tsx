import { EditorField, EditorRow } from '@grafana/plugin-ui';
import { Switch } from '@grafana/ui';
import { rangeMs } from '../client';
import type { EditorPartProps } from './editorPart';
import { useLoaded } from './hooks/useLoaded';
import { TextsField } from './TextsField';

/** Further labels of counts, and whether quiet rules count as zero. */
export function CountsRow({ datasource, query, onChange, range, id }: EditorPartProps) {
  const fields = useLoaded('fields', () => datasource.client.fields(rangeMs(range)));
  return (
    <EditorRow>
      <TextsField
        id={`${id}-groupBy`}
        label="Group by"
        tooltip="Event fields whose values become labels beside rule_id, rule and severity"
        placeholder="Rule only"
        minWidth={30}
        loading={fields.loading}
        options={(fields.value?.fields ?? [])
          .filter(({ path }) => !['rule', 'rule_id', 'severity'].includes(path))
          .map(({ path }) => ({ label: path, value: path }))}
        values={query.groupBy}
        onChange={(groupBy) => onChange({ groupBy })}
      />
      <EditorField
        label="Zero for quiet rules"
        tooltip="A zero for each selected rule without a match. Alert rules need it, so that an alert resolves."
        htmlFor={`${id}-fill`}
      >
        <Switch
          id={`${id}-fill`}
          value={query.fill !== 'none'}
          onChange={({ currentTarget }) => onChange({ fill: currentTarget.checked ? 'zero' : 'none' })}
        />
      </EditorField>
    </EditorRow>
  );
}
