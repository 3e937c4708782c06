export type Json = string | number | boolean | null | Json[] | JsonRecord;
export interface JsonRecord {
  [name: string]: Json;
}

export function isRecord(value: unknown): value is JsonRecord {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * A copy of an event with some fields changed and others left out. Dots in a field's path step into objects, which are
 * made where they are missing.
 */
export function variantOf(event: JsonRecord, set: JsonRecord, remove: readonly string[]): JsonRecord {
  const copy = structuredClone(event);
  for (const path of remove) {
    const { parent, name } = parentOf(copy, path, false);
    if (parent) {
      delete parent[name];
    }
  }
  for (const [path, value] of Object.entries(set)) {
    const { parent, name } = parentOf(copy, path, true);
    if (parent) {
      define(parent, name, structuredClone(value));
    }
  }
  return copy;
}

function parentOf(root: JsonRecord, path: string, make: boolean): { parent?: JsonRecord; name: string } {
  const steps = path.split('.');
  const name = steps.pop() ?? '';
  let parent = root;
  for (const step of steps) {
    const next: unknown = Object.hasOwn(parent, step) ? parent[step] : undefined;
    if (isRecord(next)) {
      parent = next;
    } else if (make) {
      const made: JsonRecord = {};
      define(parent, step, made);
      parent = made;
    } else {
      return { name };
    }
  }
  return { parent, name };
}

/** `__proto__` is a name like any other in JSON. */
function define(target: JsonRecord, name: string, value: Json): void {
  Object.defineProperty(target, name, { value, writable: true, enumerable: true, configurable: true });
}
