import type { DataFrame, DataLink, Field } from '@grafana/data';
import { APP_ID } from '../contract/ids';

/** A row's value of a field, as Grafana's links take it. */
const of = (field: string): string => `\${__data.fields.${field}:percentencode}`;

/**
 * Tables and log lines with a link from each event to its page in the app: what it says, why the rule reports it, what
 * happened around it. The backend's own links stay. @param params as `appParams` has them
 */
export function withDetectionLink(frame: DataFrame, params: string): DataFrame {
  const has = (name: string) => frame.fields.some((field) => field.name === name);
  const time = ['time', 'timestamp'].find(has);
  if (!has('eventID') || time === undefined) {
    return frame;
  }
  const rule = ruleField(frame);
  const parameters = [
    ...(rule === undefined ? [] : [`rule=${of(rule)}`]),
    `time=\${__data.fields.${time}.numeric}`,
    ...['account', 'region'].filter(has).map((name) => `${name}=${of(name)}`),
    params,
  ];
  const link: DataLink = {
    title: rule === undefined ? 'Open the event' : 'Open the detection',
    url: `/a/${APP_ID}/detections/${of('eventID')}?${parameters.join('&')}`,
  };
  const isLinked = ({ name }: Field) => name === 'eventID' || name === 'time';
  return { ...frame, fields: frame.fields.map((field) => (isLinked(field) ? withLink(field, link) : field)) };
}

/** The field with the rule's id; of log lines only where each has one, else Explore hides the link. */
function ruleField({ fields }: DataFrame): string | undefined {
  return fields.find(
    ({ name, values }) =>
      name === 'rule_id' || (name === 'rule_page' && values.every((value) => typeof value === 'string'))
  )?.name;
}

function withLink(field: Field, link: DataLink): Field {
  return { ...field, config: { ...field.config, links: [...(field.config.links ?? []), link] } };
}
