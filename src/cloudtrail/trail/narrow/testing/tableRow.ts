import type { TrailTable } from '../../table/readTable';
import { RECORD_FIELDS, type RecordField } from '../../table/recordFields';
import type { TableNode } from '../../table/tableNode';

/** What a table shows of a record: a text, whether a struct is there, or a list's entries. By the expressions of nodes. */
export interface TableRow {
  readonly values: ReadonlyMap<string, string | boolean | null>;
  readonly lists: ReadonlyMap<string, ReadonlyArray<ReadonlyMap<string, string | null>>>;
}

/** Reads a record as the table's reader does: names without case, what is no text in a column of text as JSON. */
export function tableRow(table: TrailTable, record: unknown): TableRow {
  const values = new Map<string, string | boolean | null>();
  const lists = new Map<string, Array<Map<string, string | null>>>();
  const visit = (node: TableNode, value: unknown): void => {
    if (node.kind === 'struct') {
      const object = isObject(value);
      values.set(node.sql, object ? true : null);
      node.members.forEach((member) => visit(member, object ? memberOf(value, member.name) : undefined));
    } else if (node.kind === 'list') {
      values.set(node.sql, Array.isArray(value) ? true : null);
      const entries: unknown[] = Array.isArray(value) ? value : [];
      lists.set(
        node.sql,
        entries.map((entry) => new Map(node.members.map(({ sql, name }) => [sql, textOf(memberOf(entry, name))])))
      );
    } else {
      values.set(node.sql, textOf(value));
    }
  };
  table.nodes.forEach((node) => visit(node, memberOf(record, node.name)));
  return { values, lists };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function memberOf(value: unknown, name: string): unknown {
  return isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;
}

function textOf(value: unknown): string | null {
  if (value === undefined || value === null) {
    return null;
  }
  return typeof value === 'string' ? value : oddJson(value);
}

/** JSON as some writers have it: numbers from a hundred on with an exponent. */
function oddJson(value: unknown): string {
  const marked = JSON.stringify(value, (_, member: unknown) =>
    typeof member === 'number' && Math.abs(member) >= 100 ? `\u0001${member.toExponential().toUpperCase()}` : member
  );
  return marked.replace(/"\\u0001([^"]*)"/g, '$1');
}

/** The record without what a table of text cannot hold: a member that is no text where the table has one. */
export function asTableHolds(record: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return keep(record, RECORD_FIELDS);
}

function keep(
  value: Readonly<Record<string, unknown>>,
  members: ReadonlyMap<string, RecordField>
): Record<string, unknown> {
  const result: Record<string, unknown> = {};
  for (const field of members.values()) {
    const member = memberOf(value, field.name);
    if (member === undefined || member === null) {
      continue;
    }
    if (field.kind === 'object') {
      if (Array.isArray(member)) {
        result[field.name] = member.filter(isObject).map((entry) => keep(entry, field.members));
      } else if (isObject(member)) {
        result[field.name] = keep(member, field.members);
      }
    } else if (
      field.kind === 'json'
        ? typeof member === 'object'
        : typeof member === (field.kind === 'text' ? 'string' : 'boolean')
    ) {
      result[field.name] = member;
    }
  }
  return result;
}
