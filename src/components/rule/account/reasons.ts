import { entriesOf, windowFound } from './windowFound';

/** A value of an event may be a whole policy. */
const LONGEST = 160;

/**
 * The column `matched` of detections as lines: of a rule `selection: eventName = CreateUser`, of a correlation
 * `event_count: 5, in 5 events` and `for userIdentity.arn = arn:…`.
 */
export function reasonsOf(matched: unknown): string[] {
  const value: unknown = typeof matched === 'string' ? parsed(matched) : matched;
  const window = windowFound(value);
  if (window) {
    const { type, group, value: reached, eventIds } = window;
    const events = eventIds.length === 1 ? '1 event' : `${eventIds.length} events`;
    return [
      `${type}: ${reached === undefined ? '' : `${reached}, `}in ${events}`,
      ...group.map(([field, one]) => `for ${field} = ${shown(one)}`),
    ];
  }
  return entriesOf(value).flatMap(([part, found]) => {
    const entries = entriesOf(found);
    return entries.length === 0
      ? [`${part}: ${shown(found)}`]
      : entries.map(([name, one]) => `${part}: ${name} = ${shown(one)}`);
  });
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
