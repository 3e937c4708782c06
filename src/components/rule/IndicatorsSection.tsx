import { css } from '@emotion/css';
import { useId, useState } from 'react';
import type { GrafanaTheme2 } from '@grafana/data';
import { Button, useStyles2 } from '@grafana/ui';
import type { RulePage, SharedIndicator } from '../../contract/resources';
import { RuleLink } from '../shared/RuleLink';
import { DataTable } from '../shared/table/DataTable';
import { Section } from './Section';

/** What the rule looks for, and which other rules of the catalogue look for the same. */
export function IndicatorsSection({ page: { indicators, sharedIndicators = [] } }: { page: RulePage }) {
  const shared = new Map(sharedIndicators.map((indicator) => [keyOf(indicator), indicator]));
  return (
    <Section
      title="Indicators"
      help="What the rule looks for, a field, kind and value a row. Corpus: how many other rules of the catalogue look for the same; 0 is particular to this rule, a high number is widely used."
    >
      {indicators.length === 0 ? (
        <p>The rule looks for no value.</p>
      ) : (
        <DataTable
          label="Values with corpus"
          columns={['Field', 'Kind', 'Value', 'Corpus']}
          rows={indicators.flatMap(({ field, kind, values, corpus }) =>
            values.map((value, index) => {
              const others = shared.get(keyOf({ field, kind, value }));
              return [
                field || 'any field',
                kind,
                value,
                others ? <Sharing key="corpus" indicator={others} /> : (corpus[index] ?? 0),
              ];
            })
          )}
        />
      )}
    </Section>
  );
}

/** The count, which opens the list of the rules. */
function Sharing({ indicator: { field, value, count, rules } }: { indicator: SharedIndicator }) {
  const styles = useStyles2(getStyles);
  const [open, setOpen] = useState(false);
  const id = useId();
  return (
    <>
      <Button
        size="sm"
        variant="secondary"
        fill="text"
        icon={open ? 'angle-down' : 'angle-right'}
        className={styles.count}
        aria-expanded={open}
        aria-controls={open ? id : undefined}
        aria-label={`${count} other ${count === 1 ? 'rule looks' : 'rules look'} for ${value} in ${field || 'any field'}`}
        onClick={() => setOpen(!open)}
      >
        {String(count)}
      </Button>
      {open && (
        <ul id={id} className={styles.list}>
          {rules.map((rule) => (
            <li key={rule.id}>
              <RuleLink {...rule} />
            </li>
          ))}
          {count > rules.length && <li>and {count - rules.length} more</li>}
        </ul>
      )}
    </>
  );
}

function keyOf({ field, kind, value }: Pick<SharedIndicator, 'field' | 'kind' | 'value'>): string {
  return JSON.stringify([field, kind, value]);
}

const getStyles = (theme: GrafanaTheme2) => ({
  count: css({ paddingLeft: 0, fontVariantNumeric: 'tabular-nums' }),
  list: css({
    listStyle: 'none',
    padding: 0,
    minWidth: 260,
    fontFamily: theme.typography.fontFamily,
    li: { marginBottom: theme.spacing(0.5) },
  }),
});
