import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { Text, useStyles2 } from '@grafana/ui';
import type { PredicateRow, RulePage } from '../../contract/resources';
import { visibleText } from '../shared/visibleText';
import { DataTable } from '../shared/table/DataTable';
import { Section } from './Section';
import { Yaml } from './Yaml';

const ANY_FIELD = 'any field';

/** The events that can satisfy the rule's condition. */
export function EventCoverageSection({ page }: { page: RulePage }) {
  return (
    <Section
      title="Event coverage"
      help="The pairs of event source and event name that can satisfy the condition, worked out from it. * stands for any. LookupEvents never returns data events: a rule that needs them can fire only where the data source has a trail in S3."
    >
      {page.eventCoverage.length === 0 ? (
        <p>No event can satisfy the condition.</p>
      ) : (
        <DataTable
          label="Events of the rule"
          columns={['Event source', 'Event name', 'Category', 'Access', 'LookupEvents']}
          rows={page.eventCoverage.map(({ eventSource, eventName, category, readOnly, visible, through }) => [
            eventSource,
            eventName,
            eventSource === '*' && eventName === '*' ? 'any' : category,
            readOnly === undefined ? '' : readOnly ? 'read' : 'write',
            visibleText({ visible, through }),
          ])}
        />
      )}
    </Section>
  );
}

/** The condition, then each detection that it uses, with its predicates after modifiers are resolved. */
export function StagesSection({ page }: { page: RulePage }) {
  const styles = useStyles2(getStyles);
  return (
    <Section
      title="Stages and Predicates"
      help="Stage 0 is the condition. Each further stage is a detection that the condition uses, in its order, with what it tests once all modifiers are resolved."
    >
      {page.stages.map(({ index, name, yaml, predicates = [] }) => (
        <div key={index} className={styles.stage}>
          <Text element="h3" variant="h6">
            {`Stage ${index}: ${name}`}
          </Text>
          <div className={styles.columns}>
            <Yaml text={yaml} label={`YAML of stage ${index}`} />
            {predicates.length > 0 && (
              <DataTable
                label={`Predicates of stage ${index}`}
                columns={['Field', 'Kind', 'Values']}
                rows={predicates.map((row) => [row.field || ANY_FIELD, kindText(row), values(row.values)])}
              />
            )}
          </div>
        </div>
      ))}
    </Section>
  );
}

/** What holds the rule back. */
export function ExclusionsSection({ page }: { page: RulePage }) {
  return (
    <Section
      title="Exclusions"
      help="The predicates of the condition’s top-level NOT(…) conjuncts: an event that one of them fits is not reported."
    >
      {page.exclusions.length === 0 ? (
        <p>The rule excludes nothing.</p>
      ) : (
        <DataTable
          label="Excluded values"
          columns={['Field', 'Kind', 'Excluded values']}
          rows={page.exclusions.map((row) => [row.field || ANY_FIELD, row.kind, values(row.values)])}
        />
      )}
    </Section>
  );
}

function kindText({ kind, negated, cased }: PredicateRow): string {
  return [negated ? 'not' : '', kind, cased ? '(cased)' : ''].filter(Boolean).join(' ');
}

function values(all: readonly string[]) {
  return all.map((value, index) => <div key={index}>{value}</div>);
}

const getStyles = (theme: GrafanaTheme2) => ({
  stage: css({ marginBottom: theme.spacing(2) }),
  columns: css({
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(min(100%, 420px), 1fr))',
    gap: theme.spacing(2),
    marginTop: theme.spacing(1),
    '> *': { minWidth: 0 },
  }),
});
