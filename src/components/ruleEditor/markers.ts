import type { Monaco, MonacoEditor } from '@grafana/ui';
import type { RuleProblem } from '../../contract/resources';

const OWNER = 'sigtrail';

/** Marks the problems of a text in its editor, in place of those that were marked before. */
export function showMarkers(editor: MonacoEditor, monaco: Monaco, problems: readonly RuleProblem[]): void {
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
