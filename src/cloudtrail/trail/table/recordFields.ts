import { knownFields } from '../../../catalogue';

/** What CloudTrail writes at a place of a record. */
export interface RecordField {
  /** As CloudTrail spells it. */
  readonly name: string;
  /** `boolean`: true or false without quotes; `json`: whatever the operation has; `object`: known members. */
  readonly kind: 'text' | 'boolean' | 'json' | 'object';
  /** By name in lower case without underscores. */
  readonly members: ReadonlyMap<string, RecordField>;
  /** CloudTrail writes the key even where there is nothing to say: then its value is null. */
  readonly always: boolean;
}

/** Members that depend on the operation or the service, or whose parts are not worth a list. */
const JSON_FIELDS = new Set([
  'requestParameters',
  'responseElements',
  'additionalEventData',
  'serviceEventDetails',
  'edgeDeviceDetails',
  'insightDetails',
  'eventContext.requestContext',
  'eventContext.tagContext',
  'userIdentity.sessionContext.webIdFederationData.attributes',
]);
const BOOLEAN_FIELDS = new Set(['readOnly', 'managementEvent']);
const ALWAYS = new Set(['requestParameters', 'responseElements']);

interface Draft extends RecordField {
  kind: RecordField['kind'];
  readonly members: Map<string, Draft>;
}

/** Top-level members of a record by their names in lower case, without underscores. */
export const RECORD_FIELDS: ReadonlyMap<string, RecordField> = recordFields();

/** A table's name of something as this module's maps have it: tables are in lower case, some with underscores. */
export function looseName(name: string): string {
  return name.toLowerCase().replaceAll('_', '');
}

function recordFields(): Map<string, Draft> {
  const root = new Map<string, Draft>();
  for (const path of knownFields) {
    let members = root;
    const steps = path.split('.');
    steps.forEach((name, index) => {
      const at = steps.slice(0, index + 1).join('.');
      const key = looseName(name);
      const known = members.get(key);
      const kind = index + 1 < steps.length ? 'object' : kindOf(at);
      const field = known ?? { name, kind, members: new Map<string, Draft>(), always: ALWAYS.has(at) };
      if (kind === 'object') {
        field.kind = kind;
      }
      members.set(key, field);
      members = field.members;
    });
  }
  return root;
}

function kindOf(path: string): RecordField['kind'] {
  return JSON_FIELDS.has(path) ? 'json' : BOOLEAN_FIELDS.has(path) ? 'boolean' : 'text';
}
