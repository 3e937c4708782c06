/** A place of a record as a table holds it. `sql` is the expression; inside of a list it is relative to the entry `r`. */
export type TableNode = LeafNode | StructNode | ListNode;

interface NodeBase {
  /** As CloudTrail spells it. */
  readonly name: string;
  readonly sql: string;
  /** Where the column is NULL the record has the key with null, not no key. */
  readonly always: boolean;
}

export interface LeafNode extends NodeBase {
  /**
   * - `text`: a text, the same that the record has; `boolean`: true or false, in whatever way the table holds it.
   * - `json`: JSON text, written anew by whoever read the file.
   * - `opaque`: given as JSON, but nothing can be asked of it.
   */
  readonly kind: 'text' | 'boolean' | 'json' | 'opaque';
}

export interface StructNode extends NodeBase {
  readonly kind: 'struct';
  readonly members: readonly TableNode[];
}

/** A list of structs; its members are texts. */
export interface ListNode extends NodeBase {
  readonly kind: 'list';
  readonly members: readonly LeafNode[];
}

/** Where a rule's field is in a table. */
export type FieldPlace =
  /** The table has no such member: in a record put together from it the field is missing. */
  | { readonly kind: 'missing' }
  | { readonly kind: 'leaf'; readonly node: LeafNode; readonly path: readonly string[] }
  | { readonly kind: 'struct'; readonly node: StructNode }
  | { readonly kind: 'list'; readonly node: ListNode }
  /** A member of each of a list's entries. */
  | { readonly kind: 'entry'; readonly list: ListNode; readonly node: LeafNode };

/** Where the values of a field are selected: a column, or a member of a struct in one. */
export interface ColumnPlace {
  /** As CloudTrail spells it; the field's own path, or the beginning of it where the rest is inside of the value. */
  readonly path: string;
  /** A struct where the field is one itself. */
  readonly node: TableNode;
  /** Steps of the field that are inside of the value. */
  readonly within: readonly string[];
}

/** The column of a field, names compared as the engine does: exactly; undefined where the table has no such member. */
export function columnPlace(nodes: ReadonlyMap<string, TableNode>, field: string): ColumnPlace | undefined {
  const steps = field.split('.');
  let node = nodes.get(steps[0] ?? '');
  let taken = 1;
  while (node?.kind === 'struct' && taken < steps.length) {
    const step = steps[taken];
    node = node.members.find(({ name }) => name === step);
    taken++;
  }
  return node && { path: steps.slice(0, taken).join('.'), node, within: steps.slice(taken) };
}

/** Finds a field by its path. */
export function placeOf(nodes: ReadonlyMap<string, TableNode>, field: string): FieldPlace {
  const found = columnPlace(nodes, field);
  if (!found) {
    return { kind: 'missing' };
  }
  const { node, within } = found;
  switch (node.kind) {
    case 'text':
    case 'boolean':
      return within.length === 0 ? { kind: 'leaf', node, path: [] } : { kind: 'missing' };
    case 'json':
    case 'opaque':
      return { kind: 'leaf', node, path: within };
    case 'list': {
      if (within.length === 0) {
        return { kind: 'list', node };
      }
      const member: LeafNode | undefined = node.members.find(({ name }) => name === within[0]);
      return member && within.length === 1 ? { kind: 'entry', list: node, node: member } : { kind: 'missing' };
    }
    case 'struct':
      return { kind: 'struct', node };
  }
}
