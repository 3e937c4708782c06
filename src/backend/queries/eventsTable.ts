import { accountOf, principalOf, recordOf, regionOf, textAt } from '../evaluate/record';
import type { Frame } from '../frames/frame';
import { frameOf } from './answer';
import type { QueryContext } from './context';
import { EVENT_LINK } from './detectionsTable';
import { findEvents } from './findEvents';
import { limited } from './limited';

/** `events`, `table`: CloudTrail's events, newest first. */
export async function eventsTable(context: QueryContext): Promise<Frame[]> {
  const found = await findEvents(context);
  const { shown, answer } = limited(found.rows, context.query.limit, found.answer, 'events');
  const records = shown.map(recordOf);
  const text = (name: string) => records.map((record) => textAt(record, name) ?? '');
  return [
    frameOf(context, answer, { type: 'table', preferredVisualisationType: 'table' }, [
      { name: 'time', type: 'time', values: shown.map(({ timeMs }) => timeMs) },
      { name: 'eventSource', type: 'string', values: shown.map(({ eventSource }) => eventSource) },
      { name: 'eventName', type: 'string', values: shown.map(({ eventName }) => eventName) },
      { name: 'principal', type: 'string', values: shown.map((row, index) => principalOf(records[index], row)) },
      { name: 'sourceIPAddress', type: 'string', values: text('sourceIPAddress') },
      { name: 'account', type: 'string', values: shown.map((row, index) => accountOf(records[index], row)) },
      { name: 'region', type: 'string', values: shown.map((row, index) => regionOf(records[index], row)) },
      { name: 'readOnly', type: 'boolean', nullable: true, values: shown.map(({ readOnly }) => readOnly ?? null) },
      { name: 'errorCode', type: 'string', values: text('errorCode') },
      { name: 'eventID', type: 'string', config: { links: [EVENT_LINK] }, values: shown.map(({ eventId }) => eventId) },
      { name: 'record', type: 'json', values: shown.map((row) => row.text ?? '{}') },
    ]),
  ];
}
