import { EditorField } from '@grafana/plugin-ui';
import { RadioButtonGroup } from '@grafana/ui';
import type { SigtrailQueryModel } from '../../contract/query';
import type { EditorPartProps } from './editorPart';

type Source = NonNullable<SigtrailQueryModel['source']>;

const OPTIONS: Array<{ value: Source | 'automatic'; label: string; description: string }> = [
  {
    value: 'automatic',
    label: 'Automatic',
    description: 'LookupEvents where it sees all that the query needs, else the trail',
  },
  { value: 'lookup', label: 'LookupEvents', description: 'Management events of the last 90 days, free of charge' },
  { value: 'trail', label: 'Trail', description: 'CloudTrail’s records in S3' },
];

/** Where the events come from; not shown where there is no choice. */
export function SourceField({
  datasource,
  query,
  onChange,
}: Pick<EditorPartProps, 'datasource' | 'query' | 'onChange'>) {
  // A query may say so that was made where there is a trail: it must be possible to take that back.
  if (!datasource.trailEngine && query.source === undefined) {
    return null;
  }
  return (
    <EditorField label="Source">
      <RadioButtonGroup<Source | 'automatic'>
        aria-label="Where events come from"
        options={OPTIONS}
        value={query.source ?? 'automatic'}
        onChange={(source) => onChange({ source: source === 'automatic' ? undefined : source })}
      />
    </EditorField>
  );
}
