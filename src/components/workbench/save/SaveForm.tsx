import { css } from '@emotion/css';
import { useState } from 'react';
import type { GrafanaTheme2 } from '@grafana/data';
import { Alert, Button, Combobox, Field, Input, useStyles2 } from '@grafana/ui';
import type { RuleFileResponse, RuleFileWritten, RuleFolder } from '../../../contract/ruleFiles';
import { errorText, getResource, putResource } from '../../shared/dataSources';
import { TextDiff } from '../results/TextDiff';
import type { SavedFile } from '../start/start';

interface Props {
  readonly uid: string;
  readonly text: string;
  /** Proposed name of a new file. */
  readonly name: string;
  readonly file: SavedFile | undefined;
  readonly folders: readonly RuleFolder[];
  readonly sound: boolean;
  onSaved(file: SavedFile): void;
}

type Outcome =
  | { readonly kind: 'saved'; readonly written: RuleFileWritten }
  | { readonly kind: 'failed'; readonly message: string }
  /** The file is there already, or somebody has changed it: what stands there. */
  | { readonly kind: 'conflict'; readonly message: string; readonly there: RuleFileResponse };

/** Saves the text as a file of a rule folder, and never over what the author has not seen. */
export function SaveForm({ uid, text, name, file: known, folders, sound, onSaved }: Props) {
  const styles = useStyles2(getStyles);
  const [folder, setFolder] = useState(known?.folder ?? folders[0].index);
  const [file, setFile] = useState(known?.file ?? name);
  const [busy, setBusy] = useState(false);
  const [outcome, setOutcome] = useState<Outcome>();
  const save = async (etag: string | undefined) => {
    setBusy(true);
    try {
      const written = await putResource<RuleFileWritten>(uid, 'rule-files', { folder, file, yaml: text, etag });
      setOutcome({ kind: 'saved', written });
      onSaved({ folder, file: written.file, etag: written.etag });
    } catch (error) {
      setOutcome(await failure(uid, folder, file, error));
    } finally {
      setBusy(false);
    }
  };
  const isKnown = known?.folder === folder && known.file === file;
  return (
    <form
      className={styles.form}
      aria-label="Save the rule"
      onSubmit={(event) => {
        event.preventDefault();
        void save(isKnown ? known.etag : undefined);
      }}
    >
      <Field label="Rule folder" htmlFor="sigtrail-save-folder">
        <Combobox
          id="sigtrail-save-folder"
          options={folders.map(({ index, path }) => ({ value: index, label: path }))}
          value={folder}
          onChange={({ value }) => setFolder(value)}
        />
      </Field>
      <Field
        label="File"
        description="Below the folder; folders that are missing are made"
        htmlFor="sigtrail-save-file"
      >
        <Input id="sigtrail-save-file" value={file} onChange={({ currentTarget: { value } }) => setFile(value)} />
      </Field>
      <Button type="submit" disabled={busy || !sound || file.trim() === ''}>
        {busy ? 'Saving…' : isKnown ? 'Save' : 'Save as a new file'}
      </Button>
      <div aria-live="polite">
        {outcome?.kind === 'saved' && (
          <Alert severity="success" title={`Saved as ${outcome.written.file}`}>
            The rule is loaded: alert rules and queries that select it use this text from now on.
          </Alert>
        )}
        {outcome?.kind === 'failed' && (
          <Alert severity="error" title="Not saved">
            {outcome.message}
          </Alert>
        )}
        {outcome?.kind === 'conflict' && (
          <Alert severity="warning" title="Not saved: the file holds another text">
            <p>{outcome.message} Against what is there, this text has:</p>
            <TextDiff before={outcome.there.yaml} after={text} />
            <Button variant="destructive" disabled={busy || !sound} onClick={() => void save(outcome.there.etag)}>
              Write over it
            </Button>
          </Alert>
        )}
      </div>
    </form>
  );
}

async function failure(uid: string, folder: number, file: string, error: unknown): Promise<Outcome> {
  const message = errorText(error);
  if ((error as { status?: unknown } | undefined)?.status !== 409) {
    return { kind: 'failed', message };
  }
  try {
    return {
      kind: 'conflict',
      message,
      there: await getResource<RuleFileResponse>(uid, 'rule-files', { folder, file }),
    };
  } catch {
    return { kind: 'failed', message };
  }
}

const getStyles = (theme: GrafanaTheme2) => ({
  form: css({
    padding: theme.spacing(1.5),
    marginTop: theme.spacing(1),
    background: theme.colors.background.secondary,
    borderRadius: theme.shape.radius.default,
  }),
});
