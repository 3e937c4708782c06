import { forwardRef, useEffect, useImperativeHandle, useRef } from 'react';
import { CodeEditor, type Monaco, type MonacoEditor } from '@grafana/ui';
import type { RuleProblem } from '../../contract/resources';
import { showMarkers } from './markers';

interface Props {
  readonly value: string;
  readonly height: number;
  /** What is wrong with the text, marked where it is. */
  readonly problems: readonly RuleProblem[];
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
}

/** An editor of Sigma YAML. */
export const RuleEditor = forwardRef<RuleEditorHandle, Props>(function RuleEditor(
  { value, height, problems, containerStyles, onChange },
  handle
) {
  const mounted = useRef<Mounted>();
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
      monacoOptions={{ ariaLabel: 'Sigma rule', scrollBeyondLastLine: false, tabSize: 2 }}
      onChange={onChange}
      onEditorDidMount={(editor, monaco) => {
        mounted.current = { editor, monaco };
        showMarkers(editor, monaco, problems);
      }}
      onEditorWillUnmount={() => {
        mounted.current = undefined;
      }}
    />
  );
});
