/** Arrays nested deeper than this hold no value that a rule can name; a bound on hostile events. */
const MAX_DEPTH = 200;

/** Reads one field path of events. Made once for a path, since it splits the path. */
export interface FieldReader {
  /**
   * Adds the values at the path to `out`, arrays fanned out, null kept.
   *
   * @returns whether the key is present, be its value null or an empty array
   */
  read(event: unknown, out: unknown[]): boolean;
}

/**
 * A reader of `path`: a key of the event spelled as the whole path wins, else dots step into objects; arrays fan out at any level.
 * Field names are compared exactly.
 */
export function fieldReader(path: string): FieldReader {
  const steps = path.split('.');
  const walk = (value: unknown, index: number, out: unknown[], depth: number): boolean => {
    if (typeof value !== 'object' || value === null || depth > MAX_DEPTH) {
      return false;
    }
    if (Array.isArray(value)) {
      let present = false;
      for (const entry of value) {
        present = walk(entry, index, out, depth + 1) || present;
      }
      return present;
    }
    const object = value as Record<string, unknown>;
    const step = steps[index] ?? '';
    if (!Object.hasOwn(object, step)) {
      return false;
    }
    if (index + 1 < steps.length) {
      return walk(object[step], index + 1, out, depth + 1);
    }
    fanOut(object[step], out, 0);
    return true;
  };
  return {
    read(event, out) {
      if (steps.length > 1 && isObject(event) && Object.hasOwn(event, path)) {
        fanOut(event[path], out, 0);
        return true;
      }
      return walk(event, 0, out, 0);
    },
  };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function fanOut(value: unknown, out: unknown[], depth: number): void {
  if (Array.isArray(value) && depth <= MAX_DEPTH) {
    for (const entry of value) {
      fanOut(entry, out, depth + 1);
    }
  } else {
    out.push(value);
  }
}

/** The values at a path, arrays fanned out; none where the field is missing. */
export function fieldValues(event: unknown, path: string): unknown[] {
  const out: unknown[] = [];
  fieldReader(path).read(event, out);
  return out;
}

/** Every leaf of an event (strings, numbers, booleans, null), in document order; what keywords look at. */
export function leavesOf(event: unknown): unknown[] {
  const out: unknown[] = [];
  const stack: Array<{ value: unknown; depth: number }> = [{ value: event, depth: 0 }];
  for (let next = stack.pop(); next; next = stack.pop()) {
    const { value, depth } = next;
    if (typeof value !== 'object' || value === null) {
      out.push(value);
    } else if (depth <= MAX_DEPTH) {
      const children = Array.isArray(value) ? value : Object.values(value);
      for (let index = children.length - 1; index >= 0; index--) {
        stack.push({ value: children[index], depth: depth + 1 });
      }
    }
  }
  return out;
}
