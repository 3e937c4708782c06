import type { DataFrame, DataLink, Field } from '@grafana/data';
import { APP_ID } from '../contract/ids';

const RULE_PAGE = `/a/${APP_ID}/rules/`;

/**
 * Frames whose links to rules open the page for the data source and the range that the frame is from: the backend's links
 * name neither. @param params as `appParams` has them
 */
export function withRuleLink(frame: DataFrame, params: string): DataFrame {
  const isLinked = ({ config }: Field) => config.links?.some(leadsToRule) === true;
  return frame.fields.some(isLinked)
    ? { ...frame, fields: frame.fields.map((field) => (isLinked(field) ? withParams(field, params) : field)) }
    : frame;
}

function withParams(field: Field, params: string): Field {
  const links = field.config.links?.map((link) =>
    leadsToRule(link) ? { ...link, url: `${link.url}?${params}` } : link
  );
  return { ...field, config: { ...field.config, links } };
}

function leadsToRule({ url }: DataLink): boolean {
  return url.startsWith(RULE_PAGE) && !url.includes('?');
}
