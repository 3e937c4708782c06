import { APP_ID } from '../../contract/ids';
import { partitionOf } from '../../contract/partitions';
import type { FieldLink } from '../frames/frame';

/** The rule's page in the app, from a row that has the rule's id. */
export const RULE_LINK: FieldLink = {
  title: 'Open the rule',
  url: `/a/${APP_ID}/rules/\${__data.fields.rule_id:percentencode}`,
};
/** The same, from a field that is the rule's id. */
export const RULE_PAGE_LINK: FieldLink = {
  title: 'Open the rule',
  url: `/a/${APP_ID}/rules/\${__value.raw:percentencode}`,
};
/**
 * The event in the AWS console, from a row that has its region.
 * @param regions those that are searched: credentials are good in one partition, so all rows are of one
 */
export function eventLink([region = '']: readonly string[]): FieldLink {
  return {
    title: 'Open in the AWS console',
    url:
      `https://\${__data.fields.region}.${partitionOf(region).console}/cloudtrailv2/home?region=\${__data.fields.region}` +
      '#/events/${__value.raw:percentencode}',
    targetBlank: true,
  };
}
