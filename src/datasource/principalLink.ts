import type { DataFrame, DataLink } from '@grafana/data';
import type { SigtrailQuery } from './types';

/** The data source that a link leads to. */
interface Target {
  readonly uid: string;
  readonly name: string;
}

/** Tables with a link from each principal to what it did, in Explore. The backend's own links stay. */
export function withPrincipalLink(frame: DataFrame, target: Target): DataFrame {
  if (frame.meta?.preferredVisualisationType !== 'table' || !frame.fields.some(isPrincipal)) {
    return frame;
  }
  return {
    ...frame,
    fields: frame.fields.map((field) =>
      isPrincipal(field)
        ? { ...field, config: { ...field.config, links: [...(field.config.links ?? []), linkTo(target)] } }
        : field
    ),
  };
}

function linkTo({ uid, name }: Target): DataLink<SigtrailQuery> {
  return {
    title: 'What this principal did',
    url: '',
    internal: {
      datasourceUid: uid,
      datasourceName: name,
      query: {
        refId: 'A',
        queryType: 'events',
        format: 'logs',
        filters: [{ field: 'principal', operator: '=', value: '${__value.raw}' }],
      },
    },
  };
}

function isPrincipal({ name }: DataFrame['fields'][number]): boolean {
  return name === 'principal';
}
