import {
  describeNode,
  entryOf,
  isMissing,
  toPlain,
  type YamlMapping,
  type YamlNode,
  type YamlScalar,
} from '../yaml/node';
import type { ProblemCode } from './codes';
import type { Report } from './report';

/** A member that must be a string where it is given. */
export function readString(map: YamlMapping, name: string, code: ProblemCode, report: Report): YamlScalar | undefined {
  const entry = entryOf(map, name);
  if (!entry || isMissing(entry.value)) {
    return undefined;
  }
  if (entry.value.kind !== 'scalar' || entry.value.type !== 'string') {
    report.error(
      code,
      entry.value.location,
      `"${name}" must be a string, not ${describeNode(entry.value)}. ${quoteHint(entry.value)}`,
      name
    );
    return undefined;
  }
  return entry.value;
}

/** A member that must be a list where it is given. Its items are shown as text, whatever they are. */
export function readList(map: YamlMapping, name: string, code: ProblemCode, report: Report): readonly YamlNode[] {
  const entry = entryOf(map, name);
  if (!entry || isMissing(entry.value)) {
    return [];
  }
  if (entry.value.kind !== 'sequence') {
    report.error(
      code,
      entry.value.location,
      `"${name}" must be a list, not ${describeNode(entry.value)}. Write each value on its own line after "- ".`,
      name
    );
    return [];
  }
  return entry.value.items;
}

/** The text of a scalar; JSON for anything else. */
export function textOf(node: YamlNode): string {
  return node.kind === 'scalar' ? node.text : JSON.stringify(toPlain(node));
}

export function quoteHint(node: YamlNode): string {
  return node.kind === 'scalar' ? 'Put it in quotes.' : 'Write text in its place.';
}

/** A scalar's text for a message, cut where it is long. */
export function shown(node: YamlNode): string {
  const text = textOf(node);
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
}

/** Text of a UUID as Python's `uuid.UUID` reads it: with or without dashes, braces, `urn:uuid:`. Lower case; undefined for others. */
export function normaliseUuid(text: string): string | undefined {
  const digits = text
    .replaceAll('urn:', '')
    .replaceAll('uuid:', '')
    .replace(/^[{}]+|[{}]+$/g, '')
    .replaceAll('-', '')
    .toLowerCase();
  return /^[0-9a-f]{32}$/.test(digits) ? digits : undefined;
}
