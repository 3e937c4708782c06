import { Alert } from '@grafana/ui';
import { DataTable } from '../shared/table/DataTable';
import { ExplainTree } from '../rule/ExplainTree';
import { reasonsOf } from '../rule/account/reasons';
import { windowFound } from '../rule/account/windowFound';
import { Section } from '../rule/Section';
import { SubHeading } from '../rule/SubHeading';
import { Code } from './Code';
import { CorrelationEvents } from './CorrelationEvents';
import type { RuleOnEvent } from './findDetection';
import { nearExclusions, type NearExclusion } from './nearExclusions';
import type { EventRow } from './rows';

interface Props {
  readonly uid: string;
  readonly event: EventRow;
  readonly found: RuleOnEvent;
}

/** Why the rule reports the event: values, the condition's verdicts, and what would have excluded it. */
export function WhySection({ uid, event, found: { page, explained, detection } }: Props) {
  const window = detection && windowFound(detection.matched);
  const isReported = explained?.matched ?? detection !== undefined;
  return (
    <Section
      title={isReported ? 'Why it matched' : 'Why it does not match'}
      help="The values of the event that the rule looks for, its condition with the verdict on each part, and the exclusions that the event came near to."
    >
      {!isReported && (
        <Alert severity="warning" title="The rule does not report this event now">
          {page.kind === 'correlation'
            ? 'Asked again, no window of the correlation ends with this event: the rule was changed since, or events of its window can no longer be looked up.'
            : 'The rule was changed since it reported the event, or the link names another rule. Below is what holds it back.'}
        </Alert>
      )}
      {detection && !window && <Values matched={detection.matched} />}
      {window && <CorrelationEvents uid={uid} page={page} found={window} event={event} />}
      {explained && (
        <>
          <Exclusions exclusions={nearExclusions(explained.tree)} />
          <SubHeading>Condition</SubHeading>
          <ExplainTree node={explained.tree} />
        </>
      )}
    </Section>
  );
}

function Values({ matched }: { matched: unknown }) {
  return (
    <>
      <SubHeading>Matched values</SubHeading>
      <ul style={{ paddingLeft: 20, overflowWrap: 'anywhere' }}>
        {reasonsOf(matched).map((reason) => (
          <li key={reason}>
            <Code>{reason}</Code>
          </li>
        ))}
      </ul>
    </>
  );
}

/** Of many values that an exclusion names, so many are told. */
const SHOWN = 3;

function Exclusions({ exclusions }: { exclusions: readonly NearExclusion[] }) {
  if (exclusions.length === 0) {
    return null;
  }
  return (
    <>
      <SubHeading>Exclusions, the nearest first</SubHeading>
      <DataTable
        label="Exclusions"
        columns={['Exclusion', 'How near', 'What the event has', 'What it lacks']}
        rows={exclusions.map(({ label, holds, changes, met, missing }) => [
          label,
          holds ? 'holds: the rule leaves the event alone' : nearness(changes, met.length),
          <Lines key="met" lines={met.map((node) => node.label)} />,
          <Lines
            key="missing"
            lines={missing.map((node) => `${node.label}${node.reason ? `; ${node.reason}` : ''}`)}
          />,
        ])}
      />
    </>
  );
}

function nearness(changes: number, met: number): string {
  const away = changes === 1 ? 'one predicate away' : `${changes} predicates away`;
  return !Number.isFinite(changes) ? 'cannot hold' : met > 0 ? `near: ${away}, ${met} hold` : away;
}

function Lines({ lines }: { lines: readonly string[] }) {
  const more = lines.length - SHOWN;
  return (
    <>
      {lines.slice(0, SHOWN).map((line) => (
        <div key={line}>{line}</div>
      ))}
      {more > 0 && <div>and {more} more</div>}
    </>
  );
}
