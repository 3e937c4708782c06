import { useRef } from 'react';
import { EditorField, EditorRow } from '@grafana/plugin-ui';
import { RadioButtonGroup } from '@grafana/ui';
import type { EditorPartProps } from './editorPart';
import { InlineRule } from './InlineRule';
import { NEW_RULE } from './newRule';
import { RuleSelectionFields } from './RuleSelectionFields';

const SOURCES = [
  { label: 'From the catalogue', value: 'catalogue' as const, description: 'Bundled rules and those of rule folders' },
  { label: 'Own rule', value: 'own' as const, description: 'Sigma YAML in this query' },
];

/** Which rules are evaluated: a selection from the catalogue, or YAML of the query's own. */
export function RulesRow(props: EditorPartProps) {
  const { query, onChange } = props;
  // Looking at the catalogue must not cost what was written.
  const written = useRef(query.rule);
  const own = query.rule !== undefined;
  const choose = (source: 'catalogue' | 'own') => {
    if (source === 'own') {
      onChange({ rule: written.current ?? NEW_RULE });
    } else {
      written.current = query.rule;
      onChange({ rule: undefined });
    }
  };
  return (
    <>
      <EditorRow>
        {query.queryType === 'detections' || query.queryType === 'counts' || own ? (
          <EditorField label="Rules">
            <RadioButtonGroup
              aria-label="Which rules"
              options={SOURCES}
              value={own ? 'own' : 'catalogue'}
              onChange={choose}
            />
          </EditorField>
        ) : null}
        {own ? null : <RuleSelectionFields {...props} />}
      </EditorRow>
      {own ? <InlineRule {...props} /> : null}
    </>
  );
}
