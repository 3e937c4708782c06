import { useEffect, useMemo, useState } from 'react';
import { Alert, Checkbox, FilterInput, LoadingPlaceholder, Stack } from '@grafana/ui';
import type { SigtrailJsonData } from '../../contract/settings';
import { searchWords } from '../rules/searchWords';
import { Loaded } from '../shared/Loaded';
import { Notices } from '../shared/Notices';
import type { QueryRange } from '../shared/runQuery';
import { TimeBars } from '../shared/TimeBars';
import { useRequest } from '../shared/useRequest';
import type { Actor } from './actors';
import { detectionsAround, eventsAround, type Around } from './around';
import type { DetectionRow, EventRow } from './rows';
import { keptRows, perBucket } from './timelineRows';
import { TimelineTable } from './TimelineTable';

interface Props {
  readonly uid: string;
  readonly event: EventRow;
  readonly actor: Actor;
  readonly range: QueryRange;
  readonly rule?: string;
  readonly severityLabels?: SigtrailJsonData['severityLabels'];
  /** Told what rules reported of the events that are shown. */
  onDetections(rows: readonly DetectionRow[]): void;
}

/** Events around one, and then what rules reported of them. */
export function Timeline({ uid, event, actor, range, onDetections, ...rest }: Props) {
  const around = useRequest('events', (signal) => eventsAround(uid, event, actor, range, signal));
  // After the events: what was fetched for them is not fetched again.
  const marks = useRequest(around.value && 'detections', (signal) => detectionsAround(uid, actor, range, signal));
  const byEvent = marks.value?.byEvent;
  useEffect(() => {
    if (byEvent) {
      onDetections([...byEvent.values()].flat().sort((a, b) => a.timeMs - b.timeMs));
    }
  }, [byEvent, onDetections]);
  return (
    <Loaded request={around} what="events before and after">
      {(found) => (
        <>
          <Notices texts={[...new Set([...found.notices, ...(marks.value?.notices ?? [])])]} />
          {marks.error !== undefined && (
            <Alert severity="warning" title="What rules reported of these events could not be loaded">
              {marks.error}
            </Alert>
          )}
          {!marks.value && marks.error === undefined && <LoadingPlaceholder text="Running rules over these events…" />}
          <Rows around={found} byEvent={byEvent} event={event} range={range} {...rest} />
        </>
      )}
    </Loaded>
  );
}

interface RowsProps extends Pick<Props, 'event' | 'range' | 'rule' | 'severityLabels'> {
  readonly around: Around;
  readonly byEvent?: ReadonlyMap<string, readonly DetectionRow[]>;
}

const BARS = 60;
const NONE: ReadonlyMap<string, readonly DetectionRow[]> = new Map();

function Rows({ around: { events }, byEvent = NONE, event, range, ...rest }: RowsProps) {
  const [text, setText] = useState('');
  const [changes, setChanges] = useState(false);
  const [detected, setDetected] = useState(false);
  const shown = useMemo(
    () => keptRows(events, { words: searchWords(text), changes, detected }, byEvent, event.eventId),
    [events, text, changes, detected, byEvent, event.eventId]
  );
  const { times, counts } = useMemo(() => perBucket(events, range, BARS), [events, range]);
  const reported = events.filter(({ eventId }) => byEvent.has(eventId)).length;
  return (
    <>
      <p role="status">
        {events.length === 1 ? 'No other event.' : `${events.length} events, ${reported} of them reported by rules.`}
        {shown.length < events.length && ` ${shown.length} are shown.`}
      </p>
      {events.length > 1 && (
        <>
          <TimeBars times={times} counts={counts} what="Events" />
          <Stack gap={2} wrap="wrap" alignItems="center">
            <div style={{ flex: '1 1 240px', maxWidth: 480 }}>
              <FilterInput
                aria-label="Search these events"
                placeholder="Search events, principals, addresses"
                value={text}
                onChange={setText}
                escapeRegex={false}
              />
            </div>
            <Checkbox label="Changes only" value={changes} onChange={() => setChanges(!changes)} />
            <Checkbox label="Detections only" value={detected} onChange={() => setDetected(!detected)} />
          </Stack>
        </>
      )}
      <TimelineTable rows={shown} byEvent={byEvent} event={event} {...rest} />
    </>
  );
}
