import type { Detection } from '../evaluate/detect';
import { explainMatch } from '../evaluate/explainMatch';
import { accountOf, principalOf, regionOf } from '../evaluate/principal';
import { textAt, type CloudTrailRecord } from '../evaluate/record';
import type { Frame } from '../frames/frame';
import { frameOf } from './answer';
import type { QueryContext } from './context';
import { filterable } from './filterable';
import { shownDetections } from './findDetections';
import { eventLink, RULE_LINK } from './links';

/** `detections`, `table`: one row for each rule and event, newest first. */
export async function detectionsTable(context: QueryContext): Promise<Frame[]> {
  const { shown, answer } = await shownDetections(context);
  return [
    frameOf(
      context,
      answer,
      { type: 'table', preferredVisualisationType: 'table' },
      filterable(detectionFields(shown, context.settings.regions))
    ),
  ];
}

function detectionFields(detections: readonly Detection[], regions: readonly string[]): Frame['fields'] {
  const texts = detections.map(({ event }) => event.row.text ?? '{}');
  const records = texts.map((json) => JSON.parse(json) as CloudTrailRecord);
  const text = (name: string) => records.map((record) => textAt(record, name) ?? '');
  return [
    { name: 'time', type: 'time', values: detections.map(({ event }) => event.timeMs) },
    { name: 'severity', type: 'string', values: detections.map(({ rule }) => rule.severity) },
    { name: 'rule', type: 'string', config: { links: [RULE_LINK] }, values: detections.map(({ rule }) => rule.title) },
    { name: 'rule_id', type: 'string', values: detections.map(({ rule }) => rule.key) },
    { name: 'eventSource', type: 'string', values: text('eventSource') },
    { name: 'eventName', type: 'string', values: text('eventName') },
    { name: 'principal', type: 'string', values: detections.map(({ event }) => principalOf(event)) },
    { name: 'sourceIPAddress', type: 'string', values: text('sourceIPAddress') },
    { name: 'account', type: 'string', values: detections.map(({ event }) => accountOf(event)) },
    { name: 'region', type: 'string', values: detections.map(({ event }) => regionOf(event)) },
    { name: 'errorCode', type: 'string', values: text('errorCode') },
    {
      name: 'eventID',
      type: 'string',
      config: { links: [eventLink(regions)] },
      values: detections.map(({ event }) => event.row.eventId),
    },
    {
      name: 'matched',
      type: 'json',
      values: detections.map((detection, index) => explainMatch(detection, records[index])),
    },
    { name: 'record', type: 'json', values: texts },
  ];
}
