import { decodeArrow } from '../../backend/frames/decode';
import type { Field, FieldConfig, FieldType, Frame, FrameMeta } from '../../backend/frames/frame';

/** [type as the browser knows it, type as the SDK knows it]. */
const TYPES: Record<FieldType, [string, string]> = {
  time: ['time', 'time.Time'],
  string: ['string', 'string'],
  number: ['number', 'float64'],
  boolean: ['boolean', 'bool'],
  json: ['other', 'json.RawMessage'],
};

/** The SDK reads meta and config into its own structures: what they do not have never reaches the browser. */
const META_KEYS =
  'type typeVersion path pathSeparator custom stats notices channel preferredVisualisationType ' +
  'preferredVisualisationPluginId executedQueryString dataTopic uniqueRowIdFields';
const CONFIG_KEYS =
  'displayName displayNameFromDS path description filterable writeable unit decimals min max interval mappings ' +
  'thresholds color links noValue type custom';

/**
 * A frame as Grafana sends it to the browser: what its SDK's FrameToJSON makes of the same Arrow bytes. NaN and the
 * infinities, which JSON does not have, are null in the values and named under `entities`; what times have beyond
 * milliseconds is under `nanos`. JSON fields are embedded as they are.
 */
export function frameToJson(arrow: Uint8Array): string {
  const { frame, nanos } = decodeArrow(arrow);
  const entities = frame.fields.map(entitiesOf);
  const parts = [`"values":[${frame.fields.map((field) => `[${valueTexts(field).join(',')}]`).join(',')}]`];
  if (entities.some(Boolean)) {
    parts.push(`"entities":${JSON.stringify(entities)}`);
  }
  if (nanos.some(Boolean)) {
    parts.push(`"nanos":${JSON.stringify(nanos.map((column) => column ?? null))}`);
  }
  return `{"schema":${JSON.stringify(schemaOf(frame))},"data":{${parts.join(',')}}}`;
}

function schemaOf({ name, refId, meta, fields }: Frame) {
  return {
    ...(name && { name }),
    ...(refId && { refId }),
    ...(meta && { meta: metaOf(meta) }),
    fields: fields.map((field) => {
      const [type, frame] = TYPES[field.type];
      return {
        ...(field.name && { name: field.name }),
        type,
        typeInfo: { frame, ...(field.nullable && { nullable: true }) },
        ...(field.labels && { labels: field.labels }),
        ...(field.config && { config: configOf(field.config) }),
      };
    }),
  };
}

function metaOf(meta: FrameMeta) {
  return { ...known(meta, META_KEYS), typeVersion: meta.typeVersion ?? [0, 0] };
}

function configOf(config: FieldConfig) {
  return known(config, CONFIG_KEYS);
}

/** The keys that the SDK has, without those whose values it takes for empty (Go's `omitempty`). */
function known(object: Record<string, unknown>, keys: string): Record<string, unknown> {
  return Object.fromEntries(
    keys
      .split(' ')
      .map((key) => [key, object[key]] as const)
      .filter(([key, value]) => !isEmpty(value) || (value === 0 && /^(decimals|min|max)$/.test(key)) || value === false)
  );
}

function isEmpty(value: unknown): boolean {
  if (value === undefined || value === null || value === '' || value === 0) {
    return true;
  }
  return Array.isArray(value) && value.length === 0;
}

function entitiesOf({ type, values }: Field): Record<string, number[]> | null {
  if (type !== 'number') {
    return null;
  }
  const found: Record<string, number[]> = {};
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    if (value !== null && !Number.isFinite(value)) {
      (found[entityName(value)] ??= []).push(i);
    }
  }
  return Object.keys(found).length > 0 ? found : null;
}

function entityName(value: number): string {
  if (Number.isNaN(value)) {
    return 'NaN';
  }
  return value > 0 ? 'Inf' : 'NegInf';
}

function valueTexts({ type, values }: Field): string[] {
  const texts: string[] = [];
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    texts.push(type === 'json' ? jsonText(value) : JSON.stringify(value));
  }
  return texts;
}

/** As it is, so that large numbers keep their digits; null where it is no JSON. */
function jsonText(value: unknown): string {
  if (typeof value !== 'string') {
    return 'null';
  }
  try {
    JSON.parse(value);
    return value;
  } catch {
    return 'null';
  }
}
