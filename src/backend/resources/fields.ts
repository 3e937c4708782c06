import { LEVELS } from '../../contract/levels';
import type { FieldsResponse, FieldValuesResponse } from '../../contract/resources';
import { EVERY_EVENT } from '../evaluate/planSelection';
import { fieldTexts } from '../evaluate/fieldText';
import { EventView } from '../evaluate/eventView';
import type { CloudTrailRecord } from '../evaluate/record';
import { isObject } from '../settings/readers';
import type { Instance } from '../instance/instance';
import type { ResourceResponse } from '../protocol/handlers';
import { knownFields } from '../rules/catalogue';
import { jsonResponse } from './response';
import type { ResourceCall } from './route';
import { rangeFromUrl } from './rangeFromUrl';

/** Suggestions need no more: they are sampled, newest first. */
const SAMPLE_EVENTS = 1000;
const SAMPLE_MS = 5_000;
const MAX_PATHS = 2000;
const MAX_VALUES = 1000;
const MAX_DEPTH = 8;

/** Labels of detections, which filters take beside fields. */
const SHORT_FIELDS = ['account', 'region', 'principal', 'rule_id', 'rule', 'severity'];

/** GET `fields`: field paths of the events held, then those that CloudTrail documents. */
export async function fields({ request, instance, signal }: ResourceCall): Promise<ResourceResponse> {
  const counts = new Map<string, number>(SHORT_FIELDS.map((path) => [path, 0]));
  for (const { record } of await sample(request, instance, signal)) {
    for (const path of pathsOf(record)) {
      if (counts.has(path) || counts.size < MAX_PATHS) {
        counts.set(path, (counts.get(path) ?? 0) + 1);
      }
    }
  }
  for (const path of knownFields) {
    counts.set(path, counts.get(path) ?? 0);
  }
  const body: FieldsResponse = {
    fields: [...counts]
      .map(([path, seen]) => ({ path, seen }))
      .sort((a, b) => b.seen - a.seen || (a.path < b.path ? -1 : 1)),
  };
  return jsonResponse(request, body);
}

/** GET `fields/{path}/values`: values of a field among the events held, the most frequent first. */
export async function fieldValuesResource({
  request,
  instance,
  params: [path],
  signal,
}: ResourceCall): Promise<ResourceResponse> {
  const body: FieldValuesResponse = {
    values: (await ruleValues(instance, path)) ?? (await eventValues(request, instance, path, signal)),
  };
  return jsonResponse(request, body);
}

async function eventValues(request: ResourceCall['request'], instance: Instance, path: string, signal: AbortSignal) {
  const counts = new Map<string, number>();
  for (const event of await sample(request, instance, signal)) {
    for (const value of new Set(fieldTexts(event, path))) {
      counts.set(value, (counts.get(value) ?? 0) + 1);
    }
  }
  return [...counts]
    .map(([value, count]) => ({ value, count }))
    .sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1))
    .slice(0, MAX_VALUES);
}

async function ruleValues(instance: Instance, path: string): Promise<FieldValuesResponse['values'] | undefined> {
  if (path === 'severity') {
    const labels = LEVELS.map((level) => instance.settings.severityLabels[level]);
    return [...new Set(labels)].map((value) => ({ value, count: 0 }));
  }
  if (path !== 'rule' && path !== 'rule_id') {
    return undefined;
  }
  const { byKey } = await instance.rules();
  return [...byKey.values()].map((rule) => ({ value: path === 'rule' ? rule.title : rule.key, count: 0 }));
}

async function sample(request: ResourceCall['request'], instance: Instance, signal: AbortSignal): Promise<EventView[]> {
  const scan = await instance.source.scan({
    ...rangeFromUrl(request.query, instance.now()),
    needs: EVERY_EVENT,
    priority: 'panel',
    deadlineMs: instance.now() + SAMPLE_MS,
    signal,
    maxEvents: SAMPLE_EVENTS,
  });
  return Array.from(scan.events.rows(), EventView.of);
}

/** Paths to the leaves of a record as Sigma writes them: arrays add nothing to the path. */
function pathsOf(record: CloudTrailRecord): Set<string> {
  const paths = new Set<string>();
  const walk = (value: unknown, path: string, depth: number): void => {
    if (Array.isArray(value)) {
      value.slice(0, 20).forEach((entry) => walk(entry, path, depth + 1));
    } else if (isObject(value) && depth < MAX_DEPTH) {
      for (const [name, member] of Object.entries(value)) {
        walk(member, path === '' ? name : `${path}.${name}`, depth + 1);
      }
    } else if (path !== '') {
      paths.add(path);
    }
  };
  walk(record, '', 0);
  return paths;
}
