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

/** Finds a field by its path, names compared as the engine does: exactly. */
export function placeOf(nodes: ReadonlyMap<string, TableNode>, field: string): FieldPlace {
  const steps = field.split('.');
  let node = nodes.get(steps[0] ?? '');
  for (let index = 1; node; index++) {
    const rest = steps.slice(index);
    switch (node.kind) {
      case 'text':
      case 'boolean':
        return rest.length === 0 ? { kind: 'leaf', node, path: [] } : { kind: 'missing' };
      case 'json':
      case 'opaque':
        return { kind: 'leaf', node, path: rest };
      case 'list': {
        if (rest.length === 0) {
          return { kind: 'list', node };
        }
        const member: LeafNode | undefined = node.members.find(({ name }) => name === rest[0]);
        return member && rest.length === 1 ? { kind: 'entry', list: node, node: member } : { kind: 'missing' };
      }
      case 'struct':
        if (rest.length === 0) {
          return { kind: 'struct', node };
        }
        node = node.members.find(({ name }) => name === rest[0]);
    }
  }
  return { kind: 'missing' };
}
