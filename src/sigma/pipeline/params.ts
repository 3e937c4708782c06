import { RE2JS } from 're2js';
import { DEFAULT_LIMITS } from '../limits';
import { checkRegex } from '../regex/checkRegex';
import type { PlainValue } from '../types';
import { describeNode, isMissing, member, toPlain, type YamlMapping, type YamlNode } from '../yaml/node';
import { isScalar, PipelineSyntax, type PlainScalar } from './types';

/** The members of a step or a condition, read as they are asked for. What was not asked for is refused in the end. */
export interface Params {
  readonly node: YamlMapping;
  text(name: string): string;
  optionalText(name: string): string | undefined;
  flag(name: string): boolean;
  /** One of the words; the first where it is left out. */
  word<T extends string>(name: string, ...words: readonly T[]): T;
  texts(name: string): readonly string[];
  scalar(name: string): PlainScalar;
  /** Name → value, in the order of the file. */
  map(name: string): ReadonlyArray<readonly [string, PlainValue]>;
  /** Name → text or texts. */
  textMap(name: string): ReadonlyMap<string, readonly string[]>;
  optionalNode(name: string): YamlNode | undefined;
  regex(name: string): RE2JS;
  /** A pattern that stands in the member `name`. */
  compile(pattern: string, name: string): RE2JS;
  fail(message: string, name?: string): never;
  /** Refuses members that were not read. */
  done(): void;
}

export function readParams(node: YamlMapping, what: string): Params {
  const read = new Set(['type']);
  const find = (name: string): YamlNode | undefined => {
    read.add(name);
    const found = member(node, name);
    return isMissing(found) ? undefined : found;
  };
  const fail = (message: string, name?: string): never => {
    throw new PipelineSyntax(message, (name && member(node, name)?.location) || node.location);
  };
  const need = (name: string, kind: string): YamlNode => find(name) ?? fail(`${what} needs "${name}": ${kind}.`);
  const asText = (value: YamlNode, name: string): string =>
    value.kind === 'scalar' ? value.text : fail(`"${name}" takes a text, not ${describeNode(value)}.`, name);
  const asTexts = (value: YamlNode, name: string): readonly string[] =>
    value.kind === 'sequence' ? value.items.map((item) => asText(item, name)) : [asText(value, name)];
  const entries = (name: string) => {
    const value = need(name, 'a map');
    return value.kind === 'mapping'
      ? value.entries
      : fail(`"${name}" takes a map of names to values, not ${describeNode(value)}.`, name);
  };
  const compile = (pattern: string, name: string): RE2JS => {
    const fault = checkRegex(pattern, [], DEFAULT_LIMITS);
    return fault ? fail(`"${name}": ${fault.message}`, name) : RE2JS.compile(pattern);
  };
  return {
    node,
    fail,
    text: (name) => asText(need(name, 'a text'), name),
    optionalText: (name) => {
      const value = find(name);
      return value && asText(value, name);
    },
    flag: (name) => {
      const value = find(name);
      const plain = value && toPlain(value);
      return typeof plain === 'boolean' || plain === undefined
        ? (plain ?? false)
        : fail(`"${name}" takes true or false.`, name);
    },
    word: (name, ...words) => {
      const value = find(name);
      const text = value ? asText(value, name) : words[0];
      return (
        words.find((word) => word === text) ??
        fail(`"${name}" takes one of: ${words.join(', ')}; not "${text ?? ''}".`, name)
      );
    },
    texts: (name) => asTexts(need(name, 'a list'), name),
    scalar: (name) => {
      const value = toPlain(need(name, 'a value'));
      return isScalar(value) ? value : fail(`"${name}" takes a plain value.`, name);
    },
    map: (name) => entries(name).map((entry) => [entry.name, toPlain(entry.value)] as const),
    textMap: (name) => new Map(entries(name).map((entry) => [entry.name, asTexts(entry.value, name)])),
    optionalNode: find,
    regex: (name) => compile(asText(need(name, 'a regular expression'), name), name),
    compile,
    done: () => {
      const unknown = node.entries.find((entry) => !read.has(entry.name));
      if (unknown) {
        throw new PipelineSyntax(
          `${what} has no "${unknown.name}". It takes: ${[...read].sort().join(', ')}.`,
          unknown.key.location
        );
      }
    },
  };
}

/** The mapping at a node, or a fault. */
export function requireMapping(node: YamlNode, what: string): YamlMapping {
  if (node.kind !== 'mapping') {
    throw new PipelineSyntax(`${what} must be a map, not ${describeNode(node)}.`, node.location);
  }
  return node;
}
