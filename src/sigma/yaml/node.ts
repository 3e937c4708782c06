import type { Location, PlainValue } from '../types';

/** `timestamp` is a plain date or time such as `2024-07-11`; its value is its text. */
export type YamlScalarType = 'string' | 'number' | 'boolean' | 'null' | 'timestamp';

interface YamlNodeBase {
  /** Offsets into the source's text, the end exclusive. Quotes and brackets are included. */
  readonly start: number;
  readonly end: number;
  readonly location: Location;
}
export interface YamlScalar extends YamlNodeBase {
  readonly kind: 'scalar';
  readonly type: YamlScalarType;
  readonly value: string | number | boolean | null;
  /** The decoded text before it was typed: `010` for the number 8. */
  readonly text: string;
  readonly quoted: boolean;
}
export interface YamlSequence extends YamlNodeBase {
  readonly kind: 'sequence';
  readonly items: readonly YamlNode[];
}
export interface YamlEntry {
  readonly key: YamlScalar;
  /** The key's text, whatever its type. */
  readonly name: string;
  readonly value: YamlNode;
  /** Where the entry ends; an aliased value itself ends elsewhere. */
  readonly end: number;
}
export interface YamlMapping extends YamlNodeBase {
  readonly kind: 'mapping';
  readonly entries: readonly YamlEntry[];
}
export type YamlNode = YamlScalar | YamlSequence | YamlMapping;

/** The entry's value, or undefined where the mapping has no such key. */
export function member(mapping: YamlMapping, name: string): YamlNode | undefined {
  return mapping.entries.find((entry) => entry.name === name)?.value;
}

export function entryOf(mapping: YamlMapping, name: string): YamlEntry | undefined {
  return mapping.entries.find((entry) => entry.name === name);
}

/** Absent or `null`: Sigma treats both as "not given". */
export function isMissing(node: YamlNode | undefined): node is undefined {
  return node === undefined || (node.kind === 'scalar' && node.type === 'null');
}

/** What the node is, for messages: `a list`, `a number`. */
export function describeNode(node: YamlNode): string {
  if (node.kind === 'mapping') {
    return 'a map';
  }
  if (node.kind === 'sequence') {
    return 'a list';
  }
  const names = { string: 'a string', number: 'a number', boolean: 'a boolean', null: 'null', timestamp: 'a date' };
  return names[node.type];
}

/** The node as a JavaScript value. Aliased nodes are repeated; the parser has bounded that. */
export function toPlain(node: YamlNode): PlainValue {
  switch (node.kind) {
    case 'scalar':
      return node.value;
    case 'sequence':
      return node.items.map(toPlain);
    case 'mapping':
      return Object.fromEntries(node.entries.map((entry) => [entry.name, toPlain(entry.value)]));
  }
}
