import type { RuleKnowledge, Tables } from './knowledge';
import { placeAt, type Place } from './place';
import { MEMBERS, MODIFIERS, VALUES } from './texts';

/** Something that can be written at a place. */
export interface Suggestion {
  readonly kind: 'member' | 'field' | 'modifier' | 'value' | 'event';
  readonly label: string;
  /** What is put in its place, where that is more than the label. */
  readonly insert?: string;
  readonly detail?: string;
}

/** What can be written at a place, the likelier first; empty where anything can. */
export async function suggestionsAt(
  lines: readonly string[],
  line: number,
  place: Place,
  knowledge: RuleKnowledge | undefined,
  tables: Tables
): Promise<Suggestion[]> {
  switch (place.kind) {
    case 'modifier':
      return entries('modifier', MODIFIERS);
    case 'key':
      return isDetection(place.path) ? fieldSuggestions(knowledge, tables) : memberSuggestions(place);
    case 'value':
      return valueSuggestions(lines, line, place, knowledge, tables);
  }
}

/** Whether the keys below are names of fields. */
export function isDetection(path: readonly string[]): boolean {
  return path.length >= 2 && (path[0] === 'detection' || path[0] === 'filter') && path[1] !== 'condition';
}

function memberSuggestions({ path }: Place): Suggestion[] {
  const members = MEMBERS[path.join('.')] ?? {};
  // What has members of its own goes on below.
  return Object.entries(members).map(([label, detail]) => ({
    kind: 'member',
    label,
    detail,
    insert: label.endsWith('_') ? label : label in MEMBERS || label === 'selection' ? `${label}:` : `${label}: `,
  }));
}

async function fieldSuggestions(knowledge: RuleKnowledge | undefined, tables: Tables): Promise<Suggestion[]> {
  const seen = (await knowledge?.fields().catch(() => [])) ?? [];
  const known = seen.length > 0 ? seen : tables.knownFields.map((path) => ({ path, seen: 0 }));
  return known
    .filter(({ path }) => !NOT_IN_RECORDS.has(path))
    .map(({ path, seen: count }) => ({
      kind: 'field',
      label: path,
      ...(count > 0 ? { detail: `in ${count} of the newest stored events` } : {}),
    }));
}

/** Labels of detections, which filters of queries take beside fields. */
const NOT_IN_RECORDS = new Set(['account', 'region', 'principal', 'rule_id', 'rule', 'severity']);

async function valueSuggestions(
  lines: readonly string[],
  line: number,
  { path, from }: Place,
  knowledge: RuleKnowledge | undefined,
  tables: Tables
): Promise<Suggestion[]> {
  const [top] = path;
  const field = path[path.length - 1];
  if (top === 'tags') {
    return tagSuggestions(tables);
  }
  if (path.length === 2 && field === 'condition' && (top === 'detection' || top === 'filter')) {
    return conditionSuggestions(lines, line);
  }
  if (!isDetection(path) || path.length < 3) {
    return entries('value', VALUES[path.join('.')] ?? {});
  }
  if (field === 'eventSource') {
    return tables.knownEventSources().map((label) => ({ kind: 'event', label }));
  }
  if (field === 'eventName') {
    return eventSuggestions(sourcesNear(lines, line), tables);
  }
  const values = (await knowledge?.values(field).catch(() => [])) ?? [];
  const isQuoted = /["']/.test((lines[line - 1] ?? '')[from - 2] ?? '');
  return values.map(({ value, count }) => ({
    kind: 'value',
    label: value,
    insert: writtenValue(value, isQuoted),
    detail: `in ${count} stored events`,
  }));
}

/** A value of an event as a rule has it: wildcards are escaped, and YAML's own signs quoted. */
function writtenValue(value: string, isQuoted: boolean): string {
  const escaped = value.replace(/\\(?=[\\*?])/g, '\\\\').replace(/[*?]/g, '\\$&');
  const isPlain =
    /^[A-Za-z/][\w./@+-]*(?:[ :][\w./@+:-]+)*$/.test(escaped) && !/^(?:true|false|yes|no|on|off|null)$/i.test(escaped);
  return isQuoted || isPlain ? escaped : `'${escaped.replaceAll("'", "''")}'`;
}

function eventSuggestions(sources: readonly string[], tables: Tables): Suggestion[] {
  const all = sources.length > 0 ? sources : tables.knownEventSources();
  const found = new Map<string, Suggestion>();
  for (const source of all) {
    for (const label of tables.knownEventNames(source)) {
      if (!found.has(label)) {
        found.set(label, { kind: 'event', label, detail: eventText(source, label, tables) });
      }
    }
  }
  return [...found.values()];
}

/** What an event is, in words. */
export function eventText(source: string, name: string, tables: Tables): string {
  const { category, readOnly } = tables.eventKnowledge(source, name);
  const access = readOnly === undefined ? '' : readOnly ? ', reads' : ', writes';
  const unseen = category === 'data' ? ': LookupEvents never returns it' : '';
  return `${source}, ${category} event${access}${unseen}`;
}

function tagSuggestions({ tactics, techniques }: Tables): Suggestion[] {
  return [
    ...tactics.map(({ tag, name }): Suggestion => ({ kind: 'value', label: `attack.${tag}`, detail: name })),
    ...[...techniques().values()].map(({ id, name }): Suggestion => ({
      kind: 'value',
      label: `attack.${id.toLowerCase()}`,
      detail: name,
    })),
  ];
}

/** Names of the detections beside the condition, and what joins them. */
function conditionSuggestions(lines: readonly string[], line: number): Suggestion[] {
  const own = indentationOf(lines[line - 1] ?? '');
  const names = around(lines, line).flatMap((text) => {
    const [, name] = /^\s*([\w-]+)\s*:/.exec(text) ?? [];
    return name !== undefined && indentationOf(text) === own && !['condition', 'timeframe', 'rules'].includes(name)
      ? [name]
      : [];
  });
  return [...names, 'and', 'or', 'not', '1 of', 'all of', 'them'].map((label) => ({ kind: 'value', label }));
}

/** Event sources that are named in the same detection. */
function sourcesNear(lines: readonly string[], line: number): string[] {
  return around(lines, line).flatMap((text) =>
    [...text.matchAll(/[\w.-]+\.amazonaws\.com/g)].map(([source]) => source)
  );
}

/** The lines of the block that a line is in: up to a line that is indented less. */
function around(lines: readonly string[], line: number): string[] {
  const own = indentationOf(lines[line - 1] ?? '') - (/^\s*- /.test(lines[line - 1] ?? '') ? 4 : 0);
  const isInside = (text: string) => /^\s*$/.test(text) || indentationOf(text) >= own;
  const found: string[] = [];
  for (let at = line - 2; at >= 0 && isInside(lines[at]); at--) {
    found.unshift(lines[at]);
  }
  for (let at = line; at < lines.length && isInside(lines[at]); at++) {
    found.push(lines[at]);
  }
  return found;
}

function indentationOf(text: string): number {
  return /^\s*/.exec(text)?.[0].length ?? 0;
}

function entries(kind: Suggestion['kind'], of: Readonly<Record<string, string>>): Suggestion[] {
  return Object.entries(of).map(([label, detail]) => ({ kind, label, detail }));
}

/** What there is to say of what stands at a position; undefined where nothing. */
export async function hoverAt(
  lines: readonly string[],
  line: number,
  column: number,
  knowledge: RuleKnowledge | undefined,
  tables: Tables
): Promise<{ text: string; place: Place } | undefined> {
  const place = placeAt(lines, line, column);
  if (!place || place.text === '') {
    return undefined;
  }
  const text = await hoverText(lines, line, place, knowledge, tables);
  return text === undefined ? undefined : { text, place };
}

async function hoverText(
  lines: readonly string[],
  line: number,
  place: Place,
  knowledge: RuleKnowledge | undefined,
  tables: Tables
): Promise<string | undefined> {
  const { kind, path, text } = place;
  if (kind === 'modifier') {
    return MODIFIERS[text];
  }
  if (kind === 'key') {
    return isDetection(path) ? fieldText(text, knowledge, tables) : MEMBERS[path.join('.')]?.[text];
  }
  if (path[path.length - 1] === 'eventName') {
    const near = sourcesNear(lines, line).filter((each) => tables.knownEventNames(each).includes(text));
    const [source] = near.length > 0 ? near : tables.sourcesOfEvent(text);
    return source === undefined ? undefined : eventText(source, text, tables);
  }
  const suggestions = path[0] === 'tags' ? tagSuggestions(tables) : entries('value', VALUES[path.join('.')] ?? {});
  return suggestions.find(({ label }) => label === text.toLowerCase())?.detail;
}

async function fieldText(path: string, knowledge: RuleKnowledge | undefined, tables: Tables): Promise<string> {
  const seen = ((await knowledge?.fields().catch(() => [])) ?? []).find((field) => field.path === path)?.seen ?? 0;
  if (seen > 0) {
    return `In ${seen} of the newest stored events.`;
  }
  return tables.knownFields.includes(path)
    ? 'A field of CloudTrail’s records; in none of the newest stored events.'
    : 'In none of the newest stored events.';
}
