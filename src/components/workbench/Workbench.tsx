import { css } from '@emotion/css';
import { useRef, useState } from 'react';
import { dateTimeFormat, type GrafanaTheme2 } from '@grafana/data';
import { Alert, Button, useStyles2 } from '@grafana/ui';
import type { EventTest } from '../../catalogue/authoring';
import { RuleEditor, type RuleEditorHandle } from '../ruleEditor/RuleEditor';
import { RuleProblems } from '../ruleEditor/RuleProblems';
import { LeaveGuard } from './draft/LeaveGuard';
import { useDraft } from './draft/useDraft';
import type { ChosenEvent } from './event/chosenEvent';
import { Results } from './results/Results';
import { SaveBar } from './save/SaveBar';
import { FromEventPanel } from './start/FromEventPanel';
import type { Fresh, Original, SavedFile, Start } from './start/start';
import { useChecked } from './useChecked';
import { useRuleKnowledge } from './useRuleKnowledge';

interface Props {
  readonly uid: string;
  readonly start: Start;
  readonly fresh: Fresh;
}

/** A text that is written, and all that is known of it. Made anew for another beginning. */
export function Workbench({ uid, start, fresh }: Props) {
  const styles = useStyles2(getStyles);
  const editor = useRef<RuleEditorHandle>(null);
  const { restored, keep } = useDraft(start.key);
  const [text, setText] = useState(restored?.text ?? start.text);
  const [tests, setTests] = useState<readonly EventTest[]>(restored?.tests ?? []);
  const [showsDraft, setShowsDraft] = useState(restored !== undefined);
  // The text that is safe elsewhere, and the one that changes are compared with.
  const [kept, setKept] = useState(start.text);
  const [original, setOriginal] = useState<Original | undefined>(start.original);
  const [file, setFile] = useState<SavedFile | undefined>(
    // A draft of a file that somebody has changed since is not saved over that unseen.
    start.file && { ...start.file, etag: restored?.etag ?? start.file.etag }
  );
  const [event, setEvent] = useState<ChosenEvent | undefined>(start.event);
  const checked = useChecked(uid, text, start.context);
  const knowledge = useRuleKnowledge(uid);
  const unsaved = text !== kept;

  const change = (nextText: string, nextTests: readonly EventTest[] = tests, nextKept = kept) => {
    setText(nextText);
    setTests(nextTests);
    setKept(nextKept);
    const isKept = nextText === nextKept && nextTests.length === 0;
    keep(isKept ? undefined : { text: nextText, tests: nextTests, ...(file ? { etag: file.etag } : {}) });
  };
  const discardDraft = () => {
    setShowsDraft(false);
    setFile(start.file);
    change(start.text, [], start.text);
  };
  const isSound = checked.runnable?.text === text && !checked.pending;

  return (
    <div className={styles.columns}>
      <LeaveGuard unsaved={unsaved} />
      <section aria-label="Rule" className={styles.writing}>
        {showsDraft && restored && (
          <Alert severity="info" title="Your draft is back" onRemove={() => setShowsDraft(false)}>
            <p>From {dateTimeFormat(restored.savedMs)}, kept by this browser.</p>
            <Button size="sm" variant="secondary" onClick={discardDraft}>
              Discard it
            </Button>
          </Alert>
        )}
        {start.from && start.event && (
          <FromEventPanel
            event={start.event}
            from={start.from}
            fresh={fresh}
            text={text}
            firstText={start.text}
            onText={(next) => change(next)}
          />
        )}
        <RuleEditor
          ref={editor}
          value={text}
          // Beside choices the text is short, and what can be done with it should stay in sight.
          height={start.from ? 320 : 480}
          problems={checked.value?.problems ?? NO_PROBLEMS}
          knowledge={knowledge}
          containerStyles={styles.editor}
          onChange={(next) => change(next)}
        />
        <RuleProblems checked={checked} onGoTo={(problem) => editor.current?.goTo(problem)} />
        <SaveBar
          uid={uid}
          text={text}
          title={titleOf(text) ?? start.title}
          file={file}
          sound={isSound}
          unsaved={unsaved}
          onReset={() => change(kept)}
          onKept={() => change(text, tests, text)}
          onSaved={(saved) => {
            setFile(saved);
            setOriginal({ name: 'what was saved last', text });
            change(text, tests, text);
          }}
        />
      </section>
      <section aria-label="Results" className={styles.results}>
        <Results
          uid={uid}
          text={text}
          checked={checked}
          original={original}
          context={start.context}
          event={event}
          onEvent={setEvent}
          tests={tests}
          onTests={(next) => change(text, next)}
        />
      </section>
    </div>
  );
}

const NO_PROBLEMS: [] = [];

/** The title that the text itself has: with a filter the page is that of the rule it is for. */
function titleOf(text: string): string | undefined {
  return /^title:\s*["']?(.*?)["']?\s*$/m.exec(text)?.[1] || undefined;
}

const getStyles = (theme: GrafanaTheme2) => ({
  columns: css({
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(min(100%, 480px), 1fr))',
    gap: theme.spacing(3),
    alignItems: 'start',
    '> *': { minWidth: 0 },
  }),
  writing: css({
    display: 'flex',
    flexDirection: 'column',
    gap: theme.spacing(1),
    // The text stays in sight while its results are read; Grafana's own bar is above.
    [theme.breakpoints.up('lg')]: {
      position: 'sticky',
      top: theme.spacing(11),
      maxHeight: `calc(100vh - ${theme.spacing(12)})`,
      overflowY: 'auto',
    },
  }),
  results: css({ minWidth: 0 }),
  editor: css({
    flexShrink: 0,
    border: `1px solid ${theme.colors.border.medium}`,
    borderRadius: theme.shape.radius.default,
  }),
});
