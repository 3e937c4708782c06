import { useMemo, useRef } from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import type { RuleKnowledge } from '../../components/ruleEditor/knowledge';
import { RuleEditor, type RuleEditorHandle } from '../../components/ruleEditor/RuleEditor';
import { RuleProblems } from '../../components/ruleEditor/RuleProblems';
import type { EditorPartProps } from './editorPart';
import { useLoaded } from './hooks/useLoaded';

/** Sigma YAML of the query's own, with its problems where they are and below. */
export function InlineRule({ datasource, query, onChange }: EditorPartProps) {
  const styles = useStyles2(getStyles);
  const rule = query.rule ?? '';
  const editor = useRef<RuleEditorHandle>(null);
  const checked = useLoaded(rule, () => datasource.checkRule(query), 400);
  const knowledge = useMemo<RuleKnowledge>(
    () => ({
      fields: async () => (await datasource.client.fields()).fields,
      values: async (path) => (await datasource.client.fieldValues(path)).values,
    }),
    [datasource]
  );
  return (
    <div className={styles.rule}>
      <RuleEditor
        ref={editor}
        value={rule}
        height={300}
        problems={checked.value?.problems ?? NO_PROBLEMS}
        knowledge={knowledge}
        onChange={(text) => onChange({ rule: text })}
      />
      <RuleProblems checked={checked} onGoTo={(problem) => editor.current?.goTo(problem)} />
    </div>
  );
}

const NO_PROBLEMS: [] = [];

const getStyles = (theme: GrafanaTheme2) => ({
  rule: css({ display: 'flex', flexDirection: 'column', gap: theme.spacing(1) }),
});
