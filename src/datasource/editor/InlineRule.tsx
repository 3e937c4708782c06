import { useEffect, useRef } from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { CodeEditor, type Monaco, type MonacoEditor, useStyles2 } from '@grafana/ui';
import type { RuleProblem } from '../../contract/resources';
import type { EditorPartProps } from './editorPart';
import { useLoaded } from './hooks/useLoaded';
import { RuleProblems } from './RuleProblems';

const OWNER = 'sigtrail';

interface Mounted {
  editor: MonacoEditor;
  monaco: Monaco;
}

/** Sigma YAML of the query's own, with its problems where they are and below. */
export function InlineRule({ datasource, query, onChange }: EditorPartProps) {
  const styles = useStyles2(getStyles);
  const rule = query.rule ?? '';
  const mounted = useRef<Mounted>();
  const checked = useLoaded(rule, () => datasource.checkRule(query), 400);
  const problems = checked.value?.problems;
  useEffect(() => {
    if (mounted.current && problems) {
      showMarkers(mounted.current, problems);
    }
  }, [problems]);
  return (
    <div className={styles.rule}>
      <CodeEditor
        language="yaml"
        height={300}
        showLineNumbers
        showMiniMap={false}
        value={rule}
        monacoOptions={{ ariaLabel: 'Sigma rule', scrollBeyondLastLine: false, tabSize: 2 }}
        onChange={(text) => onChange({ rule: text })}
        onEditorDidMount={(editor, monaco) => {
          mounted.current = { editor, monaco };
          showMarkers(mounted.current, problems ?? []);
        }}
        onEditorWillUnmount={() => {
          mounted.current = undefined;
        }}
      />
      <RuleProblems
        checked={checked}
        onGoTo={({ line, column }) => {
          mounted.current?.editor.setPosition({ lineNumber: line, column });
          mounted.current?.editor.revealLineInCenter(line);
          mounted.current?.editor.focus();
        }}
      />
    </div>
  );
}

function showMarkers({ editor, monaco }: Mounted, problems: readonly RuleProblem[]): void {
  const model = editor.getModel();
  if (!model) {
    return;
  }
  const severities = {
    error: monaco.MarkerSeverity.Error,
    warning: monaco.MarkerSeverity.Warning,
    info: monaco.MarkerSeverity.Info,
  };
  monaco.editor.setModelMarkers(
    model,
    OWNER,
    problems.map(({ severity, message, code, line, column, endLine, endColumn }) => ({
      severity: severities[severity],
      message,
      code,
      startLineNumber: line,
      startColumn: column,
      // What is missing from a whole rule is marked at its start, or every line would be red.
      endLineNumber: line,
      endColumn:
        endLine === line && endColumn ? endColumn : model.getLineMaxColumn(Math.min(line, model.getLineCount())),
    }))
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  rule: css({ display: 'flex', flexDirection: 'column', gap: theme.spacing(1) }),
});
