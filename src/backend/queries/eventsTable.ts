import { accountOf, principalOf, regionOf } from '../evaluate/principal';
import { textAt, type CloudTrailRecord } from '../evaluate/record';
import type { Frame } from '../frames/frame';
import { frameOf } from './answer';
import type { QueryContext } from './context';
import { filterable } from './filterable';
import { findEvents } from './findEvents';
import { limited } from './limited';
import { eventLink } from './links';

/** `events`, `table`: CloudTrail's events, newest first. */
export async function eventsTable(context: QueryContext): Promise<Frame[]> {
  const found = await findEvents(context);
  const { shown, answer } = limited(found.events, context.query.limit, found.answer, 'events');
  const rows = shown.map(({ row }) => row);
  const texts = rows.map(({ text }) => text ?? '{}');
  const records = texts.map((json) => JSON.parse(json) as CloudTrailRecord);
  const text = (name: string) => records.map((record) => textAt(record, name) ?? '');
  return [
    frameOf(
      context,
      answer,
      { type: 'table', preferredVisualisationType: 'table' },
      filterable([
        { name: 'time', type: 'time', values: shown.map(({ timeMs }) => timeMs) },
        { name: 'eventSource', type: 'string', values: rows.map(({ eventSource }) => eventSource) },
        { name: 'eventName', type: 'string', values: rows.map(({ eventName }) => eventName) },
        { name: 'principal', type: 'string', values: shown.map(principalOf) },
        { name: 'sourceIPAddress', type: 'string', values: text('sourceIPAddress') },
        { name: 'account', type: 'string', values: shown.map(accountOf) },
        { name: 'region', type: 'string', values: shown.map(regionOf) },
        { name: 'readOnly', type: 'boolean', nullable: true, values: rows.map(({ readOnly }) => readOnly ?? null) },
        { name: 'errorCode', type: 'string', values: text('errorCode') },
        {
          name: 'eventID',
          type: 'string',
          config: { links: [eventLink(context.settings.regions)] },
          values: rows.map(({ eventId }) => eventId),
        },
        { name: 'record', type: 'json', values: texts },
      ])
    ),
  ];
}
