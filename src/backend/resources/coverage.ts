import type { CoverageResponse } from '../../contract/resources';
import type { ResourceResponse } from '../protocol/handlers';
import { findCoverage } from '../queries/coverageTable';
import { parseQuery } from '../queries/parseQuery';
import { contextFor } from '../queries/contextFor';
import { jsonResponse } from './response';
import type { ResourceCall } from './route';
import { rangeFromUrl } from './rangeFromUrl';
import { selectionFromUrl } from './selectionFromUrl';

/** GET `coverage?from=&to=`: event coverage of the catalogue; a selection of rules as for `rules`. */
export async function coverage({ request, instance, signal }: ResourceCall): Promise<ResourceResponse> {
  const query = parseQuery({ queryType: 'coverage', rules: selectionFromUrl(request.query) }, '', false);
  const range = rangeFromUrl(request.query, instance.now());
  const { rows, answer } = await findCoverage(contextFor(instance, { query, ...range, signal }));
  const body: CoverageResponse = {
    coverage: rows,
    notices: answer.notices.map((notice) => ({ ...notice, text: instance.redact(notice.text) })),
    stats: { ...answer.stats },
  };
  return jsonResponse(request, body);
}
