import { EVENT_ID, getScalarValue, SCALAR_STYLE, type Event, type ScalarEvent } from 'js-yaml';
import type { Limits } from '../limits';
import type { ProblemCode } from '../parse/codes';
import type { Location } from '../types';
import type { YamlEntry, YamlMapping, YamlNode, YamlScalar } from './node';
import { locate, type SourceText } from './sourceText';
import { typePlainScalar, typeTaggedScalar } from './scalars';

/** Why a document's events make no tree; turned into a problem by the caller. */
export class YamlBuildError extends Error {
  constructor(
    readonly code: ProblemCode,
    readonly location: Location,
    message: string
  ) {
    super(message);
    this.name = 'YamlBuildError';
  }
}

interface Anchor {
  /** Absent while the anchored node is still being built. */
  node?: YamlNode;
  size: number;
}

interface Builder {
  readonly events: readonly Event[];
  readonly chunk: string;
  /** Offset of the chunk in the source's text. */
  readonly base: number;
  readonly source: SourceText;
  readonly limits: Limits;
  readonly anchors: Map<string, Anchor>;
  /** Index of the next event. */
  next: number;
  /** Where the last node ended, in the source's text: the place of an empty scalar. */
  cursor: number;
  nodes: number;
  aliasNodes: number;
}

/** Builds the first document's tree; undefined where there is none. Throws YamlBuildError. */
export function buildDocument(
  events: readonly Event[],
  chunk: string,
  base: number,
  source: SourceText,
  limits: Limits
): YamlNode | undefined {
  const builder: Builder = {
    events,
    chunk,
    base,
    source,
    limits,
    anchors: new Map(),
    next: 1,
    cursor: base,
    nodes: 0,
    aliasNodes: 0,
  };
  const first = events[1];
  if (events[0]?.type !== EVENT_ID.DOCUMENT || !first || first.type === EVENT_ID.POP) {
    return undefined;
  }
  const root = buildNode(builder);
  const more = events[builder.next + 1];
  if (more) {
    throw fail(
      builder,
      'yaml-syntax',
      builder.cursor,
      'There is more after the end of this document. Put --- between documents.'
    );
  }
  return root;
}

function fail(builder: Builder, code: ProblemCode, offset: number, message: string): YamlBuildError {
  return new YamlBuildError(code, locate(builder.source, offset, offset), message);
}

function buildNode(builder: Builder): YamlNode {
  const event = builder.events[builder.next++];
  if (++builder.nodes > builder.limits.nodes) {
    throw fail(
      builder,
      'yaml-too-large',
      builder.cursor,
      `The document has more than ${builder.limits.nodes} values. Split it into several rules.`
    );
  }
  switch (event?.type) {
    case EVENT_ID.SCALAR:
      return anchored(builder, event, () => buildScalar(builder, event));
    case EVENT_ID.SEQUENCE:
      return anchored(builder, event, () => buildSequence(builder, event.start, event.style === 2));
    case EVENT_ID.MAPPING:
      return anchored(builder, event, () => buildMapping(builder, event.start, event.style === 2));
    case EVENT_ID.ALIAS:
      return resolveAlias(builder, event.anchorStart, event.anchorEnd);
    default:
      throw fail(builder, 'yaml-syntax', builder.cursor, 'This is not valid YAML: a value is missing here.');
  }
}

function anchored(
  builder: Builder,
  event: { anchorStart: number; anchorEnd: number; tagStart: number; tagEnd: number },
  build: () => YamlNode
): YamlNode {
  if (event.anchorStart < 0) {
    checkCollectionTag(builder, event);
    return build();
  }
  const anchor: Anchor = { size: 0 };
  builder.anchors.set(builder.chunk.slice(event.anchorStart, event.anchorEnd), anchor);
  checkCollectionTag(builder, event);
  const before = builder.nodes;
  const node = build();
  anchor.node = node;
  anchor.size = builder.nodes - before + 1;
  return node;
}

const COLLECTION_TAGS = new Set(['!', '!!map', '!!seq', '!<tag:yaml.org,2002:map>', '!<tag:yaml.org,2002:seq>']);

function checkCollectionTag(builder: Builder, event: { tagStart: number; tagEnd: number; type?: number }): void {
  if (event.type === EVENT_ID.SCALAR || event.tagStart < 0) {
    return;
  }
  const tag = builder.chunk.slice(event.tagStart, event.tagEnd);
  if (!COLLECTION_TAGS.has(tag)) {
    throw fail(
      builder,
      'yaml-tag',
      builder.base + event.tagStart,
      `The tag ${tag} has no meaning in a rule. Remove it.`
    );
  }
}

function resolveAlias(builder: Builder, start: number, end: number): YamlNode {
  const name = builder.chunk.slice(start, end);
  const anchor = builder.anchors.get(name);
  const at = builder.base + start;
  if (!anchor) {
    throw fail(builder, 'yaml-alias', at, `The alias *${name} has no anchor. Define &${name} before it is used.`);
  }
  if (!anchor.node) {
    throw fail(
      builder,
      'yaml-alias',
      at,
      `The alias *${name} stands inside the value that it repeats. Write the value out.`
    );
  }
  builder.aliasNodes += anchor.size;
  builder.nodes += anchor.size;
  if (builder.aliasNodes > builder.limits.aliasNodes) {
    throw fail(
      builder,
      'yaml-alias',
      at,
      `Aliases add more than ${builder.limits.aliasNodes} values to this document. Write the values out, or split the rule.`
    );
  }
  builder.cursor = builder.base + end;
  return anchor.node;
}

function buildScalar(builder: Builder, event: ScalarEvent): YamlScalar {
  const text = getScalarValue(builder.chunk, event);
  const quoted = event.style === SCALAR_STYLE.SINGLE_QUOTED || event.style === SCALAR_STYLE.DOUBLE_QUOTED;
  const empty = event.valueStart < 0;
  const start = empty ? builder.cursor : builder.base + event.valueStart - (quoted ? 1 : 0);
  const end = empty ? builder.cursor : builder.base + event.valueEnd + (quoted ? 1 : 0);
  builder.cursor = end;
  const tag = event.tagStart < 0 ? undefined : fullTag(builder.chunk.slice(event.tagStart, event.tagEnd));
  const plain = event.style === SCALAR_STYLE.PLAIN;
  const untagged = plain ? typePlainScalar(text) : ({ type: 'string', value: text } as const);
  const typed = tag === undefined ? untagged : typeTaggedScalar(text, tag);
  if (!typed) {
    throw fail(
      builder,
      'yaml-tag',
      builder.base + event.tagStart,
      `The tag ${builder.chunk.slice(event.tagStart, event.tagEnd)} does not fit this value. Remove it, or quote the value.`
    );
  }
  return {
    kind: 'scalar',
    type: typed.type,
    value: typed.value,
    text,
    quoted: !plain,
    start,
    end,
    location: locate(builder.source, start, end),
  };
}

function fullTag(tag: string): string {
  if (tag.startsWith('!<')) {
    return tag.slice(2, -1);
  }
  return tag.startsWith('!!') ? `tag:yaml.org,2002:${tag.slice(2)}` : tag;
}

function buildSequence(builder: Builder, offset: number, flow: boolean): YamlNode {
  const start = builder.base + offset;
  builder.cursor = Math.max(builder.cursor, start);
  const items: YamlNode[] = [];
  while (builder.events[builder.next]?.type !== EVENT_ID.POP) {
    items.push(buildNode(builder));
  }
  builder.next++;
  const end = endOfCollection(builder, start, flow, ']');
  return { kind: 'sequence', items, start, end, location: locate(builder.source, start, end) };
}

function buildMapping(builder: Builder, offset: number, flow: boolean): YamlNode {
  const start = builder.base + offset;
  builder.cursor = Math.max(builder.cursor, start);
  const entries: YamlEntry[] = [];
  const merged: YamlMapping[] = [];
  const names = new Set<string>();
  while (builder.events[builder.next]?.type !== EVENT_ID.POP) {
    const key = buildNode(builder);
    const value = buildNode(builder);
    if (key.kind !== 'scalar') {
      throw new YamlBuildError('yaml-key', key.location, 'A key must be a plain value. Write a name here.');
    }
    if (key.text === '<<' && !key.quoted) {
      for (const source of mergeSources(value)) {
        merged.push(source);
      }
      continue;
    }
    if (names.has(key.text)) {
      throw new YamlBuildError(
        'yaml-duplicate-key',
        key.location,
        `The key "${shorten(key.text)}" is here twice; only one of its values would count. Remove one, or join their values in a list.`
      );
    }
    names.add(key.text);
    entries.push({ key, name: key.text, value, end: builder.cursor });
  }
  builder.next++;
  const end = endOfCollection(builder, start, flow, '}');
  const all = merged.length === 0 ? entries : mergeEntries(builder, merged, entries, names);
  return { kind: 'mapping', entries: all, start, end, location: locate(builder.source, start, end) };
}

function mergeSources(value: YamlNode): YamlMapping[] {
  const sources = value.kind === 'sequence' ? value.items : [value];
  return sources.map((source) => {
    if (source.kind !== 'mapping') {
      throw new YamlBuildError(
        'yaml-key',
        source.location,
        'The merge key << takes a map or a list of maps. Give it an alias of a map.'
      );
    }
    return source;
  });
}

/** A map's own keys win over merged ones, and earlier merged maps over later ones (https://yaml.org/type/merge.html). */
function mergeEntries(
  builder: Builder,
  merged: readonly YamlMapping[],
  own: readonly YamlEntry[],
  names: Set<string>
): YamlEntry[] {
  const result: YamlEntry[] = [];
  for (const entry of merged.flatMap((mapping) => mapping.entries)) {
    if (!names.has(entry.name)) {
      names.add(entry.name);
      result.push(entry);
      if (++builder.nodes > builder.limits.nodes) {
        throw fail(
          builder,
          'yaml-too-large',
          builder.cursor,
          `The document has more than ${builder.limits.nodes} values. Split it into several rules.`
        );
      }
    }
  }
  return [...result, ...own];
}

/** Events do not say where a flow collection ends; its bracket is the next one after its last value. */
function endOfCollection(builder: Builder, start: number, flow: boolean, bracket: string): number {
  if (!flow || builder.source.text[start] !== (bracket === ']' ? '[' : '{')) {
    return builder.cursor;
  }
  const text = builder.source.text;
  let at = builder.cursor === start ? start + 1 : builder.cursor;
  while (at < text.length && text[at] !== bracket) {
    if (text[at] === '#') {
      const newline = text.indexOf('\n', at);
      at = newline < 0 ? text.length : newline;
    } else {
      at++;
    }
  }
  builder.cursor = Math.min(at + 1, text.length);
  return builder.cursor;
}

function shorten(text: string): string {
  return text.length > 80 ? `${text.slice(0, 77)}…` : text;
}
