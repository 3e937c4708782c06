import {
  dateTime,
  LogRowContextQueryDirection,
  type DataFrame,
  type LogRowContextOptions,
  type LogRowModel,
  type TimeRange,
} from '@grafana/data';
import type { SigtrailQueryModel } from '../contract/query';
import type { SigtrailQuery } from './types';

const WINDOW_MS = 3_600_000;
const DEFAULT_LIMIT = 50;
/** Events newer than a line come newest first: all of the window are asked for, and the nearest kept. */
const FORWARD_LIMIT = 1000;

/** Whose events are the context: those of the same access key, in any region, or of the same principal. */
export type ContextBy = 'accessKey' | 'principal';

export interface ContextQuery {
  query: SigtrailQuery;
  range: TimeRange;
  limit: number;
}

/** Who acted in a log line, as far as it tells. */
export interface Actor {
  accessKey?: string;
  principal?: string;
  account?: string;
  region?: string;
  /** What CloudTrail looks events of this principal up by; only where it is sure to be that. */
  username?: string;
}

/** The context of a log line: what the same access key or principal did in the hour before and after. */
export function contextQuery(
  row: LogRowModel,
  options: LogRowContextOptions = {},
  origin?: SigtrailQuery,
  by: ContextBy = 'accessKey'
): ContextQuery {
  const forward = options.direction === LogRowContextQueryDirection.Forward;
  const windowMs = options.timeWindowMs ?? WINDOW_MS;
  const limit = options.limit ?? DEFAULT_LIMIT;
  const from = dateTime(forward ? row.timeEpochMs : row.timeEpochMs - windowMs);
  const to = dateTime(forward ? row.timeEpochMs + windowMs : row.timeEpochMs);
  return {
    query: {
      refId: origin?.refId ?? 'context',
      queryType: 'events',
      format: 'logs',
      limit: forward ? FORWARD_LIMIT : limit,
      ...selection(actorOf(row), by),
    },
    range: { from, to, raw: { from, to } },
    limit,
  };
}

/** One lookup where CloudTrail can look the actor up; else all events of the line's region and account are looked through. */
function selection(actor: Actor, by: ContextBy): Partial<SigtrailQueryModel> {
  if (by === 'accessKey' && actor.accessKey) {
    return { lookup: { attribute: 'AccessKeyId', value: actor.accessKey } };
  }
  const filters = (['principal', 'account'] as const).flatMap((field) => {
    const value = actor[field];
    return value ? [{ field, operator: '=' as const, value }] : [];
  });
  return {
    filters,
    ...(actor.username ? { lookup: { attribute: 'Username', value: actor.username } } : {}),
    ...(actor.region ? { regions: [actor.region] } : {}),
  };
}

/** Reads who acted from a line's labels and its record. */
export function actorOf(row: LogRowModel): Actor {
  const { principal, account, region } = row.labels;
  const identity = identityOf(row.entry);
  const text = (name: string): string | undefined => {
    const value = identity[name];
    return typeof value === 'string' && value !== '' ? value : undefined;
  };
  return { accessKey: text('accessKeyId'), principal, account, region, username: usernameOf(text) };
}

/** LookupEvents knows a user by its name, and a role's session by the session's. */
export function usernameOf(text: (name: string) => string | undefined): string | undefined {
  switch (text('type')) {
    case 'IAMUser':
      return text('userName');
    case 'AssumedRole':
      return text('arn')?.split('/').at(-1);
    default:
      return undefined;
  }
}

function identityOf(entry: string): Record<string, unknown> {
  try {
    const record = JSON.parse(entry) as { userIdentity?: Record<string, unknown> } | null;
    return record?.userIdentity ?? {};
  } catch {
    return {};
  }
}

/** Of a frame sorted newest first: the rows nearest to the line that the context is for. */
export function nearest(frame: DataFrame, limit: number, direction?: LogRowContextQueryDirection): DataFrame {
  if (direction !== LogRowContextQueryDirection.Forward || frame.length <= limit) {
    return frame;
  }
  const fields = frame.fields.map((field) => ({ ...field, values: field.values.slice(-limit), state: undefined }));
  return { ...frame, fields, length: limit };
}
