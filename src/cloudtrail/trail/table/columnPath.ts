import type { TableNode } from './tableNode';

/** Where the values of a field are selected: a column, or a member of a struct in one. */
export interface ColumnPlace {
  /** As CloudTrail spells it; the field's own path, or the beginning of it where the rest is inside of the value. */
  readonly path: string;
  /** A struct where the field is one itself. */
  readonly node: TableNode;
}

/** The place of a field; undefined where the table has no such member. */
export function columnPlace(nodes: ReadonlyMap<string, TableNode>, field: string): ColumnPlace | undefined {
  const [first = '', ...rest] = field.split('.');
  let path = first;
  let node = nodes.get(first);
  for (const step of rest) {
    if (node?.kind !== 'struct') {
      break;
    }
    node = node.members.find(({ name }) => name === step);
    path += `.${step}`;
  }
  return node && { path, node };
}
