import { useState } from 'react';
import { Alert, Button, ClipboardButton, Stack } from '@grafana/ui';
import { fileNameOf } from '../../../catalogue/authoring';
import type { RuleFoldersResponse } from '../../../contract/ruleFiles';
import { getResource } from '../../shared/dataSources';
import { saveFile } from '../../shared/saveFile';
import { useRequest } from '../../shared/useRequest';
import type { SavedFile } from '../start/start';
import { SaveForm } from './SaveForm';

interface Props {
  readonly uid: string;
  readonly text: string;
  /** What a new file is named after. */
  readonly title: string;
  readonly file: SavedFile | undefined;
  /** The text may be saved: it was checked as it is, and has no error. */
  readonly sound: boolean;
  readonly unsaved: boolean;
  onSaved(file: SavedFile): void;
  /** The author has the text elsewhere now. */
  onKept(): void;
  /** Back to the text that is safe. */
  onReset(): void;
}

/** The ways to keep a text: in a rule folder where one can be written to, else as a copy or a download. */
export function SaveBar({ uid, text, title, file, sound, unsaved, onSaved, onKept, onReset }: Props) {
  const [open, setOpen] = useState(false);
  const folders = useRequest(uid, (signal) => getResource<RuleFoldersResponse>(uid, 'rule-folders', undefined, signal));
  const writable = folders.value?.folders.filter((folder) => folder.writable) ?? [];
  const name = `${fileNameOf(title)}.yml`;
  return (
    <>
      <Stack gap={1} alignItems="center" wrap="wrap">
        {writable.length > 0 && (
          <Button size="sm" icon="save" aria-expanded={open} onClick={() => setOpen(!open)}>
            Save…
          </Button>
        )}
        <ClipboardButton icon="copy" size="sm" variant="secondary" getText={() => text} onClipboardCopy={onKept}>
          Copy
        </ClipboardButton>
        <Button
          size="sm"
          variant="secondary"
          icon="download-alt"
          onClick={() => {
            saveFile(name, text, 'application/yaml');
            onKept();
          }}
        >
          Download
        </Button>
        {unsaved && (
          <Button size="sm" variant="secondary" fill="text" icon="history" onClick={onReset}>
            Discard changes
          </Button>
        )}
        <span data-testid="sigtrail-saved">{unsaved ? 'Not saved' : ''}</span>
      </Stack>
      {folders.value && writable.length === 0 && (
        <p>
          <small>{whyNot(folders.value)}</small>
        </p>
      )}
      {folders.error !== undefined && (
        <p>
          <small>Whether there is a folder to save rules in is not known: {folders.error}</small>
        </p>
      )}
      {open && writable.length > 0 && (
        <SaveForm uid={uid} text={text} name={name} file={file} folders={writable} sound={sound} onSaved={onSaved} />
      )}
      {open && !sound && (
        <Alert severity="info" title="Not yet">
          The text has errors, or is being checked. Mend it, then save.
        </Alert>
      )}
    </>
  );
}

function whyNot({ folders }: RuleFoldersResponse): string {
  const [first] = folders;
  return first?.reason === undefined
    ? 'Rules are not saved here: the data source has no rule folder. Copy or download the rule, or set “Rule folders” in the settings of the data source.'
    : `Rules are not saved here: ${first.reason} Copy or download the rule.`;
}
