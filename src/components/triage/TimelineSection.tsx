import { useState } from 'react';
import { useSearchParams } from 'react-router-dom';
import { RadioButtonGroup, Stack, Text } from '@grafana/ui';
import type { SigtrailJsonData } from '../../contract/settings';
import { Section } from '../rule/Section';
import { AskFirst } from '../shared/AskFirst';
import type { QueryRange } from '../shared/runQuery';
import type { Actor } from './actors';
import { aroundQueries, rangeAround, WINDOWS } from './around';
import { Timeline } from './Timeline';
import type { DetectionRow, EventRow } from './rows';

interface Props {
  readonly uid: string;
  readonly event: EventRow;
  readonly actors: readonly Actor[];
  /** The rule that the page is about. */
  readonly rule?: string;
  readonly severityLabels?: SigtrailJsonData['severityLabels'];
  /** Told what rules reported of the events that are shown. */
  onDetections(rows: readonly DetectionRow[]): void;
}

/** What the same principal, session, key or address did before and after; which, and how far, is in the URL. */
export function TimelineSection({ uid, event, actors, ...rest }: Props) {
  const [search, setSearch] = useSearchParams();
  const [nowMs] = useState(() => Date.now());
  const actor =
    actors.find(({ key }) => key === search.get('by')) ?? actors.find(({ key }) => key === 'key') ?? actors[0];
  const window = WINDOWS.find(({ value }) => value === search.get('around')) ?? WINDOWS[0];
  const choose = (name: 'by' | 'around', value: string) =>
    setSearch(
      (before) => {
        before.set(name, value);
        return before;
      },
      { replace: true }
    );
  if (!actor) {
    return null;
  }
  const range: QueryRange = rangeAround(event.timeMs, window.ms, nowMs);
  const { events, detections } = aroundQueries(actor);
  return (
    <Section
      title="Before and after"
      help="Events of the same principal, role session, access key or address around this one, over all accounts and regions of the data source, and what rules reported of them."
    >
      <Stack gap={2} wrap="wrap">
        <RadioButtonGroup
          aria-label="Whose events are shown"
          options={actors.map(({ key, label, value }) => ({ value: key, label, description: value }))}
          value={actor.key}
          onChange={(key) => choose('by', key)}
        />
        <RadioButtonGroup
          aria-label="How far around the event"
          options={WINDOWS.map(({ value, label }) => ({ value, label }))}
          value={window.value}
          onChange={(value) => choose('around', value)}
        />
      </Stack>
      <p style={{ overflowWrap: 'anywhere' }}>
        <Text color="secondary">{`${actor.label} ${actor.value}`}</Text>
      </p>
      {/* Anew for another question: the last one's answers must not stand under the new one's name. */}
      <AskFirst
        key={`${actor.key} ${window.value}`}
        uid={uid}
        queries={[events, detections]}
        range={range}
        what="what happened before and after"
      >
        {() => <Timeline uid={uid} event={event} actor={actor} range={range} {...rest} />}
      </AskFirst>
    </Section>
  );
}
