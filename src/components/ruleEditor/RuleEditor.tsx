import { forwardRef, useEffect, useImperativeHandle, useRef } from 'react';
import { CodeEditor, type Monaco, type MonacoEditor } from '@grafana/ui';
import type { RuleProblem } from '../../contract/resources';
import type { RuleKnowledge } from './knowledge';
import { assist } from './language';
import { showMarkers } from './markers';

interface Props {
  readonly value: string;
  readonly height: number;
  /** What is wrong with the text, marked where it is. */
  readonly problems: readonly RuleProblem[];
  /** What completion and hovers know of events; without it they know the language and CloudTrail's names. */
  readonly knowledge?: RuleKnowledge;
  readonly containerStyles?: string;
  onChange(text: string): void;
}

export interface RuleEditorHandle {
  /** Puts the cursor there; lines and columns start at 1. */
  goTo(place: { readonly line: number; readonly column: number }): void;
}

interface Mounted {
  readonly editor: MonacoEditor;
  readonly monaco: Monaco;
  /** Ends completion and hovers. */
  readonly end: () => void;
}

/** An editor of Sigma YAML: problems where they are, completion and hovers. */
export const RuleEditor = forwardRef<RuleEditorHandle, Props>(function RuleEditor(
  { value, height, problems, knowledge, containerStyles, onChange },
  handle
) {
  const mounted = useRef<Mounted>();
  // Grafana's editor keeps what it was first given.
  const latest = useRef({ knowledge, onChange });
  useEffect(() => {
    latest.current = { knowledge, onChange };
  });
  useEffect(() => {
    if (mounted.current) {
      showMarkers(mounted.current.editor, mounted.current.monaco, problems);
    }
  }, [problems]);
  useImperativeHandle(
    handle,
    () => ({
      goTo({ line, column }) {
        mounted.current?.editor.setPosition({ lineNumber: line, column });
        mounted.current?.editor.revealLineInCenter(line);
        mounted.current?.editor.focus();
      },
    }),
    []
  );
  return (
    <CodeEditor
      language="yaml"
      height={height}
      showLineNumbers
      showMiniMap={false}
      value={value}
      containerStyles={containerStyles}
      monacoOptions={OPTIONS}
      onChange={(text) => latest.current.onChange(text)}
      onEditorDidMount={(editor, monaco) => {
        mounted.current = { editor, monaco, end: assist(editor, monaco, () => latest.current.knowledge) };
        showMarkers(editor, monaco, problems);
      }}
      onEditorWillUnmount={() => {
        mounted.current?.end();
        mounted.current = undefined;
      }}
    />
  );
});

const OPTIONS = {
  ariaLabel: 'Sigma rule. Press Control and M to let Tab leave the editor.',
  scrollBeyondLastLine: false,
  tabSize: 4,
  // What stands elsewhere in the text is no suggestion for a field.
  wordBasedSuggestions: false,
  quickSuggestions: { other: true, strings: true, comments: false },
  fixedOverflowWidgets: true,
};
