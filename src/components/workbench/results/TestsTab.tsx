import { Button, ClipboardButton, IconButton, Input, Stack } from '@grafana/ui';
import { fileNameOf, ruleTestFile, type EventTest } from '../../../catalogue/authoring';
import type { ExplainResponse } from '../../../contract/resources';
import { DataTable } from '../../shared/table/DataTable';
import { postResource } from '../../shared/dataSources';
import { saveFile } from '../../shared/saveFile';
import { useRequest } from '../../shared/useRequest';
import { Yaml } from '../../rule/Yaml';
import type { Runnable } from '../useChecked';

interface Props {
  readonly uid: string;
  readonly runnable: Runnable;
  readonly tests: readonly EventTest[];
  onChange(tests: readonly EventTest[]): void;
}

/** Events that the rule must match or leave alone, whether it does so now, and the test file that says so. */
export function TestsTab({ uid, runnable, tests, onChange }: Props) {
  if (tests.length === 0) {
    return (
      <p>
        No tests yet. Choose an event under Explain, or one of the matches or near misses, and add it as one that must
        match or must not match: the text of a test file is made of them, for “sigtrail test”.
      </p>
    );
  }
  const file = ruleTestFile(tests);
  const name = `${fileNameOf(runnable.page.title)}.test.yml`;
  return (
    <>
      <DataTable
        label="Tests"
        columns={['Name', 'Expected', 'Now', 'Remove']}
        rows={tests.map((test, index) => [
          <div key="name" style={{ minWidth: 200 }}>
            <Input
              aria-label={`Name of test ${index + 1}`}
              value={test.name}
              onChange={({ currentTarget: { value } }) =>
                onChange(tests.map((each, at) => (at === index ? { ...each, name: value } : each)))
              }
            />
          </div>,
          test.match ? 'match' : 'no match',
          <Outcome key="outcome" uid={uid} yaml={runnable.yaml} test={test} />,
          <IconButton
            key="remove"
            name="trash-alt"
            tooltip={`Remove the test ${test.name}`}
            onClick={() => onChange(tests.filter((_, at) => at !== index))}
          />,
        ])}
      />
      <Stack gap={1} wrap="wrap">
        <ClipboardButton icon="copy" size="sm" variant="secondary" getText={() => file}>
          Copy test file
        </ClipboardButton>
        <Button
          icon="download-alt"
          size="sm"
          variant="secondary"
          onClick={() => saveFile(name, file, 'application/yaml')}
        >
          {`Download ${name}`}
        </Button>
      </Stack>
      <Yaml text={file.replace(/\n$/, '')} label="Text of the test file" />
    </>
  );
}

/** Whether the text passes the test, asked at each pause. */
function Outcome({ uid, yaml, test }: { uid: string; yaml: string; test: EventTest }) {
  const explained = useRequest(`${uid} ${JSON.stringify([yaml, test.event])}`, (signal) =>
    postResource<ExplainResponse>(uid, 'explain', { yaml, event: test.event }, signal)
  );
  if (explained.error !== undefined) {
    return <>{explained.error}</>;
  }
  const { value } = explained;
  return (
    <span role="status" aria-busy={explained.stale}>
      {value === undefined ? '…' : value.matched === test.match ? 'passes' : `fails: ${value.summary}`}
    </span>
  );
}
