/** A value of an event may be a whole policy. */
const LONGEST = 160;

/**
 * The column `matched` of detections as lines, `selection: eventName = CreateUser`: for a rule detection → field → value, for
 * a correlation its type → what it found.
 */
export function reasonsOf(matched: unknown): string[] {
  const value: unknown = typeof matched === 'string' ? parsed(matched) : matched;
  return entriesOf(value).flatMap(([part, found]) => {
    const entries = entriesOf(found);
    return entries.length === 0
      ? [`${part}: ${shown(found)}`]
      : entries.map(([name, one]) => `${part}: ${name} = ${shown(one)}`);
  });
}

function entriesOf(value: unknown): Array<[string, unknown]> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.entries(value) : [];
}

function shown(value: unknown): string {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
