import { EditorField, EditorRow } from '@grafana/plugin-ui';
import { Combobox, Input } from '@grafana/ui';
import { LOOKUP_ATTRIBUTE_KEYS, type LookupAttributeKey } from '../../contract/query';
import type { EditorPartProps } from './editorPart';

const EXAMPLES: Record<LookupAttributeKey, string> = {
  EventId: '8f1d9a3e-4f0c-4e0a-9f3b-2a1c5d6e7f80',
  EventName: 'ConsoleLogin',
  ReadOnly: 'false',
  Username: 'alice',
  ResourceType: 'AWS::IAM::User',
  ResourceName: 'my-bucket',
  EventSource: 'iam.amazonaws.com',
  AccessKeyId: 'AKIAIOSFODNN7EXAMPLE',
};
const OPTIONS = LOOKUP_ATTRIBUTE_KEYS.map((value) => ({ label: value, value }));

/** The one attribute that CloudTrail looks up by; without it every event of the time range is fetched. */
export function LookupRow({ query: { lookup }, onChange, id }: EditorPartProps) {
  return (
    <EditorRow>
      <EditorField
        label="Look up by"
        tooltip="CloudTrail looks up one attribute, compared exactly. It saves requests; filters do not."
        htmlFor={`${id}-attribute`}
      >
        <Combobox
          id={`${id}-attribute`}
          options={OPTIONS}
          value={lookup?.attribute ?? null}
          isClearable
          placeholder="All events"
          width={22}
          onChange={(option: { value: LookupAttributeKey } | null) =>
            onChange({ lookup: option ? { attribute: option.value, value: lookup?.value ?? '' } : undefined })
          }
        />
      </EditorField>
      {lookup ? (
        <EditorField label="Value" htmlFor={`${id}-value`}>
          <Input
            id={`${id}-value`}
            width={40}
            placeholder={EXAMPLES[lookup.attribute]}
            value={lookup.value}
            onChange={({ currentTarget }) => onChange({ lookup: { ...lookup, value: currentTarget.value } })}
          />
        </EditorField>
      ) : null}
    </EditorRow>
  );
}
