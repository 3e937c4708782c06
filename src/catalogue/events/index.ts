import { dataEventNames, dataEventSources, isDataEvent } from './dataEvents';
import { OPERATIONS, VERB_LETTERS, VERBS } from './operations';
import { otherEvents } from './otherEvents';
import { readOnlyByName } from './readOnly';

export { isDataEvent } from './dataEvents';
export { knownFields } from './fields';

export type EventCategory = 'management' | 'data' | 'insight' | 'network' | 'unknown';

/** What is known of an event beforehand. `readOnly` is absent where the name says too little. */
export interface EventKnowledge {
  readonly category: EventCategory;
  readonly readOnly?: boolean;
}

interface Tables {
  /** Event source → lower-case name → the name as CloudTrail writes it. */
  readonly services: ReadonlyMap<string, ReadonlyMap<string, string>>;
  /** Lower-case name → its spellings, over all sources. */
  readonly spellings: ReadonlyMap<string, ReadonlySet<string>>;
  /** Lower-case name → sources that have it. */
  readonly sources: ReadonlyMap<string, readonly string[]>;
}

let tables: Tables | undefined;

/** Event sources that are known: `iam.amazonaws.com`. */
export function knownEventSources(): string[] {
  return [...read().services.keys()];
}

/** The names of a source's events, as CloudTrail writes them. */
export function knownEventNames(eventSource: string): string[] {
  return [...(read().services.get(eventSource.toLowerCase())?.values() ?? [])];
}

/** Event sources that have an event of this name; letters of either case. */
export function sourcesOfEvent(eventName: string): readonly string[] {
  return read().sources.get(eventName.toLowerCase()) ?? [];
}

/**
 * CloudTrail's spelling of an event name in letters of either case; undefined where the name is unknown or services spell
 * it differently.
 */
export function spellEventName(name: string): string | undefined {
  const spellings = read().spellings.get(name.toLowerCase());
  return spellings?.size === 1 ? [...spellings][0] : undefined;
}

/** The spelling that one source uses, else the one that all use. */
export function spellEventNameOf(eventSource: string, eventName: string): string | undefined {
  return read().services.get(eventSource.toLowerCase())?.get(eventName.toLowerCase()) ?? spellEventName(eventName);
}

/**
 * What is known of an event. Either may be `*`, any: then what all of them have in common, and the category `unknown`
 * where they differ. A source or name that the tables do not have is `unknown` too.
 */
export function eventKnowledge(eventSource: string, eventName: string): EventKnowledge {
  if (eventName === '*') {
    const known = eventSource !== '*' && read().services.has(eventSource.toLowerCase());
    return { category: known && dataEventNames(eventSource).length === 0 ? 'management' : 'unknown' };
  }
  const sources = eventSource === '*' ? sourcesOfEvent(eventName) : [eventSource.toLowerCase()];
  const known = sources.filter((source) => read().services.get(source)?.has(eventName.toLowerCase()));
  if (known.length === 0) {
    return { category: 'unknown' };
  }
  const kinds = new Set(known.map((source) => (isDataEvent(source, eventName) ? 'data' : 'management')));
  const [kind] = kinds;
  const spelled = spellEventNameOf(known[0] ?? '', eventName) ?? eventName;
  return { category: kinds.size === 1 && kind ? kind : 'unknown', readOnly: readOnlyByName(spelled) };
}

function read(): Tables {
  tables ??= build();
  return tables;
}

function build(): Tables {
  const services = new Map<string, Map<string, string>>();
  const spellings = new Map<string, Set<string>>();
  const sources = new Map<string, string[]>();
  for (const [source, name] of everyEvent()) {
    const key = name.toLowerCase();
    const names = getOrAdd(services, source, () => new Map<string, string>());
    if (names.has(key)) {
      continue;
    }
    names.set(key, name);
    getOrAdd(spellings, key, () => new Set<string>()).add(name);
    getOrAdd(sources, key, () => []).push(source);
  }
  return { services, spellings, sources };
}

/** Names that CloudTrail writes differently come first: the first spelling of a source counts. */
function* everyEvent(): Generator<readonly [source: string, name: string]> {
  for (const [source, names] of otherEvents) {
    for (const name of names) {
      yield [source, name];
    }
  }
  for (const source of dataEventSources) {
    for (const name of dataEventNames(source)) {
      yield [source, name];
    }
  }
  const verbs = VERBS.split(' ').map((verb) => verb.split('*'));
  for (const line of OPERATIONS.trim().split('\n')) {
    const [label = '', ...nouns] = line.split(' ');
    for (const entry of nouns) {
      const [noun = '', letters = ''] = entry.split('=');
      for (const letter of letters) {
        const [verb = '', plural = ''] = verbs[VERB_LETTERS.indexOf(letter)] ?? [];
        yield [`${label}.amazonaws.com`, `${verb}${noun}${plural}`];
      }
    }
  }
}

function getOrAdd<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  let value = map.get(key);
  if (value === undefined) {
    value = make();
    map.set(key, value);
  }
  return value;
}
