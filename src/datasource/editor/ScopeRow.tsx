import { EditorField, EditorRow } from '@grafana/plugin-ui';
import { Input } from '@grafana/ui';
import type { EditorPartProps } from './editorPart';
import { useLoaded } from './hooks/useLoaded';
import { SourceField } from './SourceField';
import { TextsField } from './TextsField';

const DEFAULT_LIMIT = 1000;
const MAX_LIMIT = 100_000;

/** Where to look, and how much to show. */
export function ScopeRow({ datasource, query, onChange, id }: EditorPartProps) {
  const regions = useLoaded('regions', () => datasource.client.regions());
  const findAccounts = async (input: string) => {
    // The editor is useful without: an account's number can be typed.
    const { accounts } = await datasource.client.status().catch(() => ({ accounts: [] }));
    return accounts
      .map(({ id: account, name }) =>
        name ? { label: name, value: account, description: account } : { label: account, value: account }
      )
      .filter(({ label, value }) => `${label} ${value}`.toLowerCase().includes(input.toLowerCase()));
  };
  return (
    <EditorRow>
      <SourceField datasource={datasource} query={query} onChange={onChange} />
      <TextsField
        id={`${id}-regions`}
        label="Regions"
        placeholder="All that are searched"
        minWidth={30}
        loading={regions.loading}
        options={(regions.value?.regions ?? []).map((region) => ({ label: region, value: region }))}
        values={query.regions}
        onChange={(chosen) => onChange({ regions: chosen })}
      />
      <TextsField
        id={`${id}-accounts`}
        label="Accounts"
        placeholder="All"
        options={findAccounts}
        values={query.accounts}
        onChange={(chosen) => onChange({ accounts: chosen })}
      />
      {query.queryType === 'detections' || query.queryType === 'events' ? (
        <EditorField label="Limit" tooltip="Rows or log lines, newest first" htmlFor={`${id}-limit`}>
          <Input
            id={`${id}-limit`}
            type="number"
            min={1}
            max={MAX_LIMIT}
            width={14}
            placeholder={String(DEFAULT_LIMIT)}
            value={query.limit ?? ''}
            onChange={({ currentTarget }) =>
              onChange({ limit: currentTarget.value === '' ? undefined : Number(currentTarget.value) })
            }
          />
        </EditorField>
      ) : null}
    </EditorRow>
  );
}
