/** A member of a record, as the tree shows it. */
export interface TreeNode {
  /** The member's name; of a list's element its number. */
  readonly name: string;
  /** Where it is: `requestParameters.items[0].key`. */
  readonly path: string;
  /** A leaf's value as JSON has it, texts without quotes. */
  readonly value?: string;
  readonly children?: readonly TreeNode[];
}

/** A record as a tree; deeper than `MAX_DEPTH` it is shown as text. */
export function treeOf(record: unknown): TreeNode[] {
  return members(record, '', 0);
}

/** Records are of any shape: what is nested deeper is no longer read as a tree. */
const MAX_DEPTH = 32;

function members(value: unknown, path: string, depth: number): TreeNode[] {
  if (Array.isArray(value)) {
    return value.map((element: unknown, index) => node(String(index), `${path}[${index}]`, element, depth));
  }
  return Object.entries(value ?? {}).map(([name, member]) =>
    node(name, path === '' ? name : `${path}.${name}`, member, depth)
  );
}

function node(name: string, path: string, value: unknown, depth: number): TreeNode {
  const isBranch = typeof value === 'object' && value !== null && Object.keys(value).length > 0;
  if (isBranch && depth < MAX_DEPTH) {
    return { name, path, children: members(value, path, depth + 1) };
  }
  return { name, path, value: typeof value === 'string' ? value : jsonText(value) };
}

/** The members that have each word in their path or value, with all above them. @param words lower case */
export function searchTree(nodes: readonly TreeNode[], words: readonly string[]): TreeNode[] {
  if (words.length === 0) {
    return [...nodes];
  }
  return nodes.flatMap((one): TreeNode[] => {
    const text = `${one.path}\n${one.value ?? ''}`.toLowerCase();
    if (words.every((word) => text.includes(word))) {
      return [one];
    }
    const children = one.children ? searchTree(one.children, words) : [];
    return children.length > 0 ? [{ ...one, children }] : [];
  });
}

/** How many leaves there are. */
export function countLeaves(nodes: readonly TreeNode[]): number {
  return nodes.reduce((sum, { children }) => sum + (children ? countLeaves(children) : 1), 0);
}

/** A value as JSON, with a sentence in place of what is nested too deep to be written. */
export function jsonText(value: unknown, indent?: number): string {
  try {
    return JSON.stringify(value, null, indent) ?? '';
  } catch {
    return 'This is nested too deep to be shown.';
  }
}
