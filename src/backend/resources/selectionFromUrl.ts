import type { RuleSelection } from '../../contract/query';
import { parseSelection } from '../queries/parseQuery';

/**
 * A rule selection from a URL: `level`, `status`, `tag`, `service`, `id` (each may be repeated or hold commas),
 * `minLevel`, and `q` for text. @throws QueryError
 */
export function selectionFromUrl(query: URLSearchParams): RuleSelection {
  const list = (name: string) =>
    query
      .getAll(name)
      .flatMap((value) => value.split(','))
      .filter((value) => value !== '');
  return parseSelection({
    ids: list('id'),
    levels: list('level'),
    statuses: list('status'),
    tags: list('tag'),
    services: list('service'),
    minLevel: query.get('minLevel') ?? undefined,
    text: query.get('q') ?? undefined,
  });
}
