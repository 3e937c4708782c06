import { useId } from 'react';
import { EditorField, EditorRow, EditorRows } from '@grafana/plugin-ui';
import { Combobox } from '@grafana/ui';
import { LEVELS, type Level } from '../../contract/levels';
import { rangeMs } from '../client';
import { useLoaded } from '../editor/hooks/useLoaded';
import type { VariableEditorProps } from '../editorProps';
import { clean } from '../query/clean';
import type { SigtrailVariableQuery, VariableKind } from '../types';

const KINDS: Record<VariableKind, { label: string; description: string }> = {
  rules: { label: 'Rules', description: 'Values are rule ids, for "rules by name"' },
  levels: { label: 'Levels', description: 'Sigma levels' },
  statuses: { label: 'Statuses', description: 'Maturity of rules' },
  tactics: { label: 'Tactics', description: 'ATT&CK tactics of rules; values are tags' },
  techniques: { label: 'Techniques', description: 'ATT&CK techniques of rules; values are tags' },
  services: { label: 'Services', description: 'Event sources that rules can match' },
  eventNames: { label: 'Event names', description: 'Seen in the time range' },
  principals: { label: 'Principals', description: 'Seen in the time range' },
  accounts: { label: 'Accounts', description: 'Searched by the data source' },
  regions: { label: 'Regions', description: 'Searched by the data source' },
  fieldValues: { label: 'Values of a field', description: 'Seen in the time range' },
};
const OPTIONS = (Object.keys(KINDS) as VariableKind[]).map((value) => ({ value, ...KINDS[value] }));
const LEVEL_OPTIONS = [...LEVELS].reverse().map((value) => ({ label: value, value }));
const OF_RULES: ReadonlySet<VariableKind> = new Set(['rules', 'tactics', 'techniques', 'services']);

/** What a dashboard variable of type "query" lists. */
export function VariableEditor({ datasource, query, onChange, range }: VariableEditorProps) {
  const id = useId();
  const kind = query.queryType;
  const fields = useLoaded('fields', () => datasource.client.fields(rangeMs(range)));
  const set = (change: Partial<SigtrailVariableQuery>) =>
    onChange(clean({ ...query, refId: query.refId || 'variable', ...change }));
  return (
    <EditorRows>
      <EditorRow>
        <EditorField label="List" htmlFor={`${id}-kind`}>
          <Combobox
            id={`${id}-kind`}
            options={OPTIONS}
            value={kind ?? null}
            placeholder="Choose what to list"
            width={30}
            onChange={({ value }) =>
              set({
                queryType: value,
                field: value === 'fieldValues' ? query.field : undefined,
                rules: OF_RULES.has(value) ? query.rules : undefined,
              })
            }
          />
        </EditorField>
        {kind === 'fieldValues' ? (
          <EditorField label="Field" tooltip="A path such as userIdentity.type" htmlFor={`${id}-field`}>
            <Combobox
              id={`${id}-field`}
              options={(fields.value?.fields ?? []).map(({ path }) => ({ label: path, value: path }))}
              value={query.field ? { value: query.field, label: query.field } : null}
              createCustomValue
              loading={fields.loading}
              placeholder="userIdentity.type"
              width={40}
              onChange={({ value }) => set({ field: value })}
            />
          </EditorField>
        ) : null}
        {kind && OF_RULES.has(kind) ? (
          <EditorField label="Minimum level" htmlFor={`${id}-minLevel`}>
            <Combobox
              id={`${id}-minLevel`}
              options={LEVEL_OPTIONS}
              value={query.rules?.minLevel ?? null}
              isClearable
              placeholder="Any"
              width={18}
              onChange={(option: { value: Level } | null) =>
                set({ rules: clean({ ...query.rules, minLevel: option?.value }) })
              }
            />
          </EditorField>
        ) : null}
      </EditorRow>
    </EditorRows>
  );
}
