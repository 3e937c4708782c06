import { type DataFrame, type DataQueryRequest, type Field, FieldType } from '@grafana/data';
import { LEVELS, LOG_LEVELS, type Level } from '../contract/levels';
import { clean } from './query/clean';
import { formatOf } from './query/formats';
import { migrate } from './query/migrate';
import type { SigtrailQuery } from './types';

/** What Explore takes off a frame's refId to find the query that it is the volume of (logsModel.ts, queryLogsVolume). */
const PREFIX = 'log-volume-';
const GRAVEST_FIRST = [...LEVELS].reverse();

/**
 * Whether the log volume of all these queries can be counted. That of detections costs nothing: finding the newest
 * lines has looked through the same events of the store. Counting all events would look up all of the time range,
 * where the lines need the newest only: their volume is what Grafana makes of the lines.
 */
export function hasVolume(queries: readonly SigtrailQuery[]): boolean {
  return queries.filter(isLogs).every((query) => migrate(query).queryType === 'detections');
}

/** The counts behind a query of log lines; undefined for one without a log volume. */
export function volumeQuery(given: SigtrailQuery): SigtrailQuery | undefined {
  const query = migrate(given);
  if (query.hide || query.queryType !== 'detections' || !isLogs(query)) {
    return undefined;
  }
  return clean<SigtrailQuery>({
    ...query,
    refId: `${PREFIX}${query.refId}`,
    queryType: 'counts',
    format: 'timeseries',
    fill: 'none',
    groupBy: undefined,
    limit: undefined,
  });
}

export function volumeRequest(request: DataQueryRequest<SigtrailQuery>): DataQueryRequest<SigtrailQuery> | undefined {
  const targets = request.targets.flatMap((query) => volumeQuery(query) ?? []);
  return targets.length > 0 ? { ...request, targets, hideFromInspector: true } : undefined;
}

/** Counts by rule added up by level, for volume queries; other frames stay as they are. */
export function volumeFrames(frames: readonly DataFrame[]): DataFrame[] {
  const byQuery = new Map<string, DataFrame[]>();
  const others: DataFrame[] = [];
  for (const frame of frames) {
    const { refId = '' } = frame;
    if (!refId.startsWith(PREFIX)) {
      others.push(frame);
    } else {
      byQuery.set(refId, [...(byQuery.get(refId) ?? []), frame]);
    }
  }
  return [...others, ...[...byQuery.values()].flatMap(byLevel)];
}

function byLevel(frames: readonly DataFrame[]): DataFrame[] {
  // Only the first of an answer's frames tells what is missing in all of them.
  const { notices } = frames[0].meta ?? {};
  const levels = GRAVEST_FIRST.flatMap((level) => {
    const ofLevel = frames.filter((frame) => levelOf(frame) === level && frame.fields.length > 0);
    return ofLevel.length > 0 ? [sum(level, ofLevel)] : [];
  });
  return levels.map((frame, index) =>
    index === 0 && notices ? { ...frame, meta: { ...frame.meta, notices } } : frame
  );
}

/** Frames of one answer have the same times. */
function sum(level: Level, frames: readonly DataFrame[]): DataFrame {
  const [first] = frames;
  const time = first.fields.find(({ type }) => type === FieldType.time);
  const totals = new Array<number>(first.length).fill(0);
  for (const { fields } of frames) {
    fields
      .find(({ type }) => type === FieldType.number)
      ?.values.forEach((count: number, at: number) => {
        totals[at] += count;
      });
  }
  const count: Field = {
    name: 'count',
    type: FieldType.number,
    config: {},
    labels: { level: LOG_LEVELS[level] },
    values: totals,
  };
  return {
    refId: first.refId,
    meta: { ...first.meta, notices: undefined },
    fields: time ? [time, count] : [count],
    length: first.length,
  };
}

function levelOf({ meta }: DataFrame): Level {
  const level: unknown = meta?.custom?.level;
  return LEVELS.find((known) => known === level) ?? 'informational';
}

function isLogs(query: SigtrailQuery): boolean {
  return !query.hide && formatOf(migrate(query)) === 'logs';
}
