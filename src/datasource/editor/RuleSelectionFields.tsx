import { EditorField } from '@grafana/plugin-ui';
import { Combobox, type ComboboxOption, Input, Text } from '@grafana/ui';
import { LEVELS, STATUSES, type Level } from '../../contract/levels';
import type { RuleSelection } from '../../contract/query';
import type { RuleSummary } from '../../contract/resources';
import { thatRun } from '../client';
import { clean } from '../query/clean';
import type { EditorPartProps } from './editorPart';
import { useLoaded } from './hooks/useLoaded';
import { useVariableOptions } from './hooks/useVariableOptions';
import { TextsField } from './TextsField';

const LEVEL_OPTIONS = [...LEVELS].reverse().map((value) => ({ label: value, value: value as string }));
const STATUS_OPTIONS = STATUSES.map((value) => ({ label: value, value: value as string }));

/** A selection from the catalogue; what is left empty narrows nothing. */
export function RuleSelectionFields({ datasource, query, onChange, id }: EditorPartProps) {
  const rules = query.rules ?? {};
  const catalogue = useLoaded('catalogue', () => datasource.client.rules());
  const variables = useVariableOptions();
  const set = (change: Partial<RuleSelection>) => onChange({ rules: clean<RuleSelection>({ ...rules, ...change }) });
  const all = catalogue.value?.rules ?? [];
  return (
    <>
      <TextsField
        id={`${id}-ids`}
        label="Rules by name"
        placeholder="All rules"
        minWidth={30}
        loading={catalogue.loading}
        options={all.map(ruleOption).sort((a, b) => (a.label ?? '').localeCompare(b.label ?? ''))}
        values={rules.ids}
        onChange={(ids) => set({ ids })}
      />
      <EditorField label="Minimum level" htmlFor={`${id}-minLevel`}>
        <Combobox
          id={`${id}-minLevel`}
          options={[...variables, ...LEVEL_OPTIONS]}
          value={rules.minLevel ?? null}
          isClearable
          placeholder="Any"
          width={18}
          onChange={(option) => set({ minLevel: option?.value as Level | undefined })}
        />
      </EditorField>
      <TextsField
        id={`${id}-levels`}
        label="Levels"
        placeholder="Any"
        options={LEVEL_OPTIONS}
        values={rules.levels}
        onChange={(levels) => set({ levels: levels as Level[] })}
      />
      <TextsField
        id={`${id}-services`}
        label="Services"
        tooltip="Event sources that a rule can match, e.g. iam.amazonaws.com"
        placeholder="Any"
        options={optionsOf(all, ({ services }) => services.filter((service) => service !== '*'))}
        values={rules.services}
        onChange={(services) => set({ services })}
      />
      <TextsField
        id={`${id}-tags`}
        label="Tags"
        tooltip="Sigma tags, e.g. attack.t1078 (which includes its sub-techniques) or attack.persistence"
        placeholder="Any"
        options={optionsOf(all, ({ tags }) => tags)}
        values={rules.tags}
        onChange={(tags) => set({ tags })}
      />
      <TextsField
        id={`${id}-statuses`}
        label="Statuses"
        placeholder="Any"
        options={STATUS_OPTIONS}
        values={rules.statuses}
        onChange={(statuses) => set({ statuses })}
      />
      <EditorField label="Search" tooltip="Words in a rule's title, description, tags or events" htmlFor={`${id}-text`}>
        <Input
          id={`${id}-text`}
          width={20}
          placeholder="Words"
          value={rules.text ?? ''}
          onChange={({ currentTarget }) => set({ text: currentTarget.value })}
        />
      </EditorField>
      <SelectionSummary datasource={datasource} rules={rules} total={catalogue.value && thatRun(all).length} />
    </>
  );
}

interface SelectionSummaryProps extends Pick<EditorPartProps, 'datasource'> {
  rules: RuleSelection;
  total?: number;
}

/** How many rules the selection takes, so that an empty one shows before it is asked. */
function SelectionSummary({ datasource, rules, total }: SelectionSummaryProps) {
  const selected = useLoaded(JSON.stringify(rules), () => datasource.selectedRules(rules), 300);
  const count = selected.value?.rules.length;
  const text =
    selected.error ??
    (count === undefined
      ? 'Counting rules…'
      : count === 0
        ? 'No rule fits this selection. Remove one of its parts.'
        : `${count}${total === undefined || total === count ? '' : ` of ${total}`} ${count === 1 ? 'rule' : 'rules'}`);
  return (
    <div role="status">
      <Text variant="bodySmall" color={selected.error || count === 0 ? 'error' : 'secondary'}>
        {text}
      </Text>
    </div>
  );
}

function ruleOption({ id, title, level, services, enabled }: RuleSummary): ComboboxOption<string> {
  const description = [...(enabled ? [] : ['disabled']), level, ...services.slice(0, 3)].join(' · ');
  return { label: title, value: id, description };
}

function optionsOf(
  rules: readonly RuleSummary[],
  values: (rule: RuleSummary) => readonly string[]
): Array<ComboboxOption<string>> {
  return [...new Set(rules.flatMap(values))].sort().map((value) => ({ label: value, value }));
}
