import type { SqlRow } from '../types';
import { ALL_VALUES, type Distinctions } from './distinctions';
import { extractSql, writeExtract, type ExtractNode } from './extract';
import type { TableNode } from './tableNode';

/** The value of a member as JSON text; undefined where the record has no such key. */
type Writer = (row: SqlRow) => string | undefined;

/** Puts records together again from the columns of a statement. */
export interface RecordReader {
  /** What to select, in order: text each. */
  readonly columns: readonly string[];
  /** The record as JSON text. */
  text(row: SqlRow): string;
  /** The text at a path of the record, where it is selected and there is one. */
  leaf(row: SqlRow, path: string): string | undefined;
}

/**
 * A reader of members of the record. Structs are selected member by member, with one column that tells which of them
 * are there, and lists as JSON: how an engine prints either is no format that could be read.
 */
export function recordReader(
  nodes: ReadonlyArray<TableNode | ExtractNode>,
  distinctions: Distinctions = ALL_VALUES
): RecordReader {
  const columns: string[] = [];
  const leaves = new Map<string, number>();
  const structs: string[] = [];

  const leafWriter = (sql: string, path: string, always: boolean, write: (value: string) => string): Writer => {
    const index = columns.push(distinctions.select(path, sql)) - 1;
    leaves.set(path, index);
    const absent = always ? 'null' : undefined;
    return (row) => {
      const value = row[index];
      return value === null || value === undefined ? absent : write(value);
    };
  };

  const writerOf = (node: TableNode | ExtractNode, path: string): Writer => {
    switch (node.kind) {
      case 'extract': {
        const parts = extractSql({ ...node, sql: distinctions.select(path, node.sql) });
        const from = columns.push(...parts) - parts.length;
        return (row) => writeExtract(node, row.slice(from, from + node.paths.length + 1));
      }
      case 'text':
        return leafWriter(node.sql, path, node.always, (value) => JSON.stringify(value));
      case 'boolean':
        return leafWriter(node.sql, path, node.always, writeBoolean);
      case 'json':
        return leafWriter(node.sql, path, node.always, writeJson);
      case 'opaque':
        return leafWriter(`json_format(CAST(${node.sql} AS JSON))`, path, node.always, writeJson);
      case 'list': {
        const entry = node.members.map(({ sql }) => sql).join(', ');
        const names = node.members.map(({ name }) => name);
        const list = `json_format(CAST(transform(${node.sql}, r -> ARRAY[${entry}]) AS JSON))`;
        return leafWriter(list, path, node.always, (value) => writeEntries(value, names));
      }
      case 'struct': {
        const flag = distinctions.showsStruct(path) ? structs.push(node.sql) - 1 : undefined;
        const members = node.members.map(
          (member) => [member.name, writerOf(member, `${path}.${member.name}`)] as const
        );
        const object = objectWriter(members);
        return (row) => {
          const text = object(row);
          const isThere = flag !== undefined && row[columns.length - 1]?.[flag] === '1';
          return text === '{}' && !isThere ? undefined : text;
        };
      }
    }
  };

  const record = objectWriter(nodes.map((node) => [node.name, writerOf(node, node.name)] as const));
  if (structs.length > 0) {
    columns.push(distinctions.select('', structs.map((sql) => `IF(${sql} IS NULL, '0', '1')`).join(' || ')));
  }
  return {
    columns,
    text: (row) => record(row) ?? '{}',
    leaf(row, path) {
      const index = leaves.get(path);
      return (index === undefined ? undefined : row[index]) ?? undefined;
    },
  };
}

function objectWriter(members: ReadonlyArray<readonly [string, Writer]>): Writer {
  const keyed = members.map(([name, write]) => [`${JSON.stringify(name)}:`, write] as const);
  return (row) => {
    const parts: string[] = [];
    for (const [key, write] of keyed) {
      const value = write(row);
      if (value !== undefined) {
        parts.push(key + value);
      }
    }
    return `{${parts.join(',')}}`;
  };
}

function writeBoolean(value: string): string {
  return value === 'true' || value === 'false' ? value : JSON.stringify(value);
}

/**
 * JSON text as it is, where it is an object or a list. Anything else is a text: which numbers and booleans were none in the
 * file, a column of text no longer tells.
 */
function writeJson(value: string): string {
  if (value === 'null') {
    return value;
  }
  return parsed(value) === undefined ? JSON.stringify(value) : value;
}

function parsed(value: string): object | undefined {
  if (!/^\s*[[{]/.test(value)) {
    return undefined;
  }
  try {
    return JSON.parse(value) as object;
  } catch {
    return undefined;
  }
}

function writeEntries(value: string, names: readonly string[]): string {
  const entries = parsed(value);
  if (!Array.isArray(entries)) {
    return JSON.stringify(value);
  }
  return JSON.stringify(
    entries.map((entry: unknown) =>
      Array.isArray(entry)
        ? Object.fromEntries(names.flatMap((name, at) => (typeof entry[at] === 'string' ? [[name, entry[at]]] : [])))
        : null
    )
  );
}
