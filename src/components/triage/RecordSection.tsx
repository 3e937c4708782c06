import { css } from '@emotion/css';
import { useMemo, useState } from 'react';
import type { GrafanaTheme2 } from '@grafana/data';
import { ClipboardButton, FilterInput, RadioButtonGroup, useStyles2 } from '@grafana/ui';
import { Section } from '../rule/Section';
import { searchWords } from '../rules/searchWords';
import { Highlight } from '../rules/Highlight';
import { countLeaves, jsonText, searchTree, treeOf } from './recordTree';
import { RecordTree } from './RecordTree';
import type { JsonObject } from './rows';

const VIEWS = [
  { value: 'tree', label: 'Tree' },
  { value: 'text', label: 'JSON' },
] as const;

/** The whole record, to be searched and copied. */
export function RecordSection({ record }: { record: JsonObject }) {
  const styles = useStyles2(getStyles);
  const [view, setView] = useState<(typeof VIEWS)[number]['value']>('tree');
  const [search, setSearch] = useState('');
  const words = useMemo(() => searchWords(search), [search]);
  const tree = useMemo(() => treeOf(record), [record]);
  const found = useMemo(() => searchTree(tree, words), [tree, words]);
  const text = useMemo(() => jsonText(record, 2), [record]);
  return (
    <Section
      title="Record"
      help="The event as CloudTrail wrote it."
      actions={
        <ClipboardButton icon="copy" size="sm" variant="secondary" getText={() => text}>
          Copy record
        </ClipboardButton>
      }
    >
      <div className={styles.bar}>
        <div className={styles.search}>
          <FilterInput
            aria-label="Search the record"
            placeholder="Search fields and values"
            value={search}
            onChange={setSearch}
            escapeRegex={false}
          />
        </div>
        <RadioButtonGroup aria-label="How the record is shown" options={[...VIEWS]} value={view} onChange={setView} />
      </div>
      {words.length > 0 && (
        <p role="status">{found.length === 0 ? 'Nothing in the record has that.' : fieldsText(countLeaves(found))}</p>
      )}
      {view === 'tree' ? (
        <RecordTree nodes={found} words={words} />
      ) : (
        <pre className={styles.text} aria-label="Record as JSON" tabIndex={0}>
          <Highlight text={text} words={words} />
        </pre>
      )}
    </Section>
  );
}

function fieldsText(count: number): string {
  return count === 1 ? '1 field has that.' : `${count} fields have that.`;
}

const getStyles = (theme: GrafanaTheme2) => ({
  bar: css({ display: 'flex', flexWrap: 'wrap', gap: theme.spacing(1), marginBottom: theme.spacing(1) }),
  search: css({ flex: '1 1 240px', maxWidth: 480 }),
  text: css({ margin: 0, maxHeight: 560, whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }),
});
