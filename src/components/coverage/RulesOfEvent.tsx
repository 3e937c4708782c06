import { useState } from 'react';
import { Button } from '@grafana/ui';
import { RuleLink } from '../shared/RuleLink';
import type { CoverageRow } from './eventRows';

interface Props {
  readonly row: CoverageRow;
  readonly titles: ReadonlyMap<string, string>;
}

/** So many rules are named at once. */
const SHOWN = 2;

/** The rules that name a kind of event, and on demand those that look at any event or any of its service. */
export function RulesOfEvent({ row: { eventSource, eventName, rules, named, ruleIds }, titles }: Props) {
  const [open, setOpen] = useState(false);
  const shown = ruleIds.slice(0, open ? ruleIds.length : Math.min(named, SHOWN));
  const more = [
    ...(named > SHOWN ? [`${named - SHOWN} more`] : []),
    ...(rules > named ? [`${rules - named} that look at any event`] : []),
  ].join(', ');
  return (
    <>
      {named === 0 && 'no rule'}
      <ul style={{ listStyle: 'none' }}>
        {shown.map((id) => (
          <li key={id}>
            <RuleLink id={id} title={titles.get(id) ?? id} />
          </li>
        ))}
      </ul>
      {open && rules > ruleIds.length && <div>and {rules - ruleIds.length} more</div>}
      {more !== '' && (
        <Button
          size="sm"
          variant="secondary"
          fill="text"
          aria-expanded={open}
          aria-label={`${open ? 'Fewer' : more} (rules of ${eventSource} ${eventName})`}
          onClick={() => setOpen(!open)}
        >
          {open ? 'Fewer' : more}
        </Button>
      )}
    </>
  );
}
