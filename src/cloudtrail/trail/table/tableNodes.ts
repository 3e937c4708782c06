import type { TableColumn } from '../types';
import { sqlName } from '../sql/sqlText';
import { parseColumnType, type ColumnType } from './columnType';
import { looseName, RECORD_FIELDS, type RecordField } from './recordFields';
import type { LeafNode, TableNode } from './tableNode';

/**
 * The columns that hold a part of the record, by CloudTrail's names.
 *
 * @param writesNull the table has the text `null` for null
 */
export function tableNodes(columns: readonly TableColumn[], writesNull: boolean): Map<string, TableNode> {
  const nodes = new Map<string, TableNode>();
  for (const { name, type, isPartition } of columns) {
    const field = RECORD_FIELDS.get(looseName(name));
    // A partition's value is a folder's name, which need not be the record's.
    if (field && !isPartition && !nodes.has(field.name)) {
      const node = nodeOf(field, sqlName(name), parseColumnType(type), { plain: false, writesNull });
      if (node) {
        nodes.set(field.name, node);
      }
    }
  }
  return nodes;
}

interface Reading {
  /** Only leaves are wanted. */
  readonly plain: boolean;
  readonly writesNull: boolean;
}

function nodeOf(field: RecordField, sql: string, type: ColumnType, reading: Reading): TableNode | undefined {
  const base = { name: field.name, always: field.always };
  switch (type.kind) {
    case 'text':
      return {
        ...base,
        sql: reading.writesNull ? `nullif(${sql}, 'null')` : sql,
        kind: field.kind === 'object' ? 'json' : field.kind,
      };
    case 'boolean':
      return { ...base, sql: `CAST(${sql} AS varchar)`, kind: field.kind === 'boolean' ? 'boolean' : 'text' };
    case 'integer':
    case 'date':
      return { ...base, sql: `CAST(${sql} AS varchar)`, kind: 'text' };
    case 'time':
      return { ...base, sql: isoTime(sql), kind: 'text' };
    case 'zonedTime':
      return { ...base, sql: isoTime(`at_timezone(${sql}, 'UTC')`), kind: 'text' };
    case 'map':
      return reading.plain ? undefined : { ...base, sql, kind: 'opaque' };
    case 'struct':
      return reading.plain
        ? undefined
        : { ...base, sql, kind: 'struct', members: membersOf(field, sql, type, reading) };
    case 'array':
      if (reading.plain) {
        return undefined;
      }
      if (type.of.kind !== 'struct') {
        return { ...base, sql, kind: 'opaque' };
      }
      return {
        ...base,
        sql,
        kind: 'list',
        members: membersOf(field, 'r', type.of, { ...reading, plain: true }) as LeafNode[],
      };
    case 'other':
      return undefined;
  }
}

function membersOf(
  field: RecordField,
  sql: string,
  type: Extract<ColumnType, { kind: 'struct' }>,
  reading: Reading
): TableNode[] {
  const members = new Map<string, TableNode>();
  for (const { name, type: memberType } of type.fields) {
    // A member that we do not know keeps the table's spelling.
    const known = field.members.get(looseName(name)) ?? unknownField(name);
    const node = nodeOf(known, `${sql}.${sqlName(name)}`, memberType, reading);
    if (node && !members.has(node.name)) {
      members.set(node.name, node);
    }
  }
  return [...members.values()];
}

function unknownField(name: string): RecordField {
  return { name, kind: 'text', members: new Map(), always: false };
}

/** In UTC, as CloudTrail writes times. */
function isoTime(sql: string): string {
  return `date_format(${sql}, '%Y-%m-%dT%H:%i:%sZ')`;
}
