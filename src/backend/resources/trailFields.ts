import { TrailError } from '../../cloudtrail';
import type { TrailFieldsResponse } from '../../contract/resources';
import { neededRules, selectRules } from '../evaluate/selected';
import type { ResourceResponse } from '../protocol/handlers';
import { jsonResponse } from './response';
import type { ResourceCall } from './route';
import { selectionFromUrl } from './selectionFromUrl';

/** A page does not wait longer for the engine to describe the table. */
const DESCRIBE_MS = 20_000;

/**
 * GET `trail-fields`, with a selection of rules as for `rules`: fields of theirs that the trail's table has no column for.
 * A trail that cannot be asked is told of in a notice.
 */
export async function trailFields({ request, instance, signal }: ResourceCall): Promise<ResourceResponse> {
  const { trail } = instance;
  if (!trail) {
    return jsonResponse(request, { rules: [], notices: [] } satisfies TrailFieldsResponse);
  }
  const table = trail.place.region;
  const selection = selectRules(
    await instance.rules(),
    selectionFromUrl(request.query),
    instance.settings.severityLabels
  );
  try {
    const statements = await trail.statements(AbortSignal.any([signal, AbortSignal.timeout(DESCRIBE_MS)]));
    const rules = selection.rules.flatMap((rule) => {
      const fields = neededRules({ ...selection, rules: [rule] }).flatMap((one) => statements.blindFields(one));
      return fields.length === 0 ? [] : [{ id: rule.key, title: rule.title, fields: [...new Set(fields)].sort() }];
    });
    return jsonResponse(request, { table, rules, notices: [] } satisfies TrailFieldsResponse);
  } catch (error) {
    signal.throwIfAborted();
    if (!(error instanceof TrailError) && !isTimeout(error)) {
      throw error;
    }
    const reason =
      error instanceof TrailError
        ? instance.redact(error.message)
        : 'Its engine did not describe it in time: see “Save & test” of the data source.';
    const text = `What the table ${table} of the trail can show is not known. ${reason}`;
    const notices: TrailFieldsResponse['notices'] = [{ severity: 'warning', text }];
    return jsonResponse(request, { table, rules: [], notices } satisfies TrailFieldsResponse);
  }
}

function isTimeout(error: unknown): boolean {
  return error instanceof DOMException && error.name === 'TimeoutError';
}
