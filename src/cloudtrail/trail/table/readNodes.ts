import { canExtract, withoutNested, type ExtractNode } from './extract';
import type { LeafNode, TableNode } from './tableNode';

/** The parts of a table that some fields are in: what a record must hold for rules that read only these. */
export function readNodes(
  nodes: ReadonlyMap<string, TableNode>,
  fields: Iterable<string>
): Array<TableNode | ExtractNode> {
  const paths = new Map<string, string[][]>();
  for (const field of fields) {
    const [first = '', ...rest] = field.split('.');
    const known = paths.get(first) ?? [];
    paths.set(first, known);
    known.push(rest);
  }
  return [...paths].flatMap(([name, below]) => {
    const node = nodes.get(name);
    return node === undefined ? [] : (part(node, below) ?? []);
  });
}

function part(node: TableNode, paths: readonly string[][]): TableNode | ExtractNode | undefined {
  switch (node.kind) {
    case 'text':
    case 'boolean':
    case 'opaque':
      return node;
    case 'json':
      return canExtract(paths) ? { ...node, kind: 'extract', paths: withoutNested(paths) } : node;
    case 'struct':
    case 'list': {
      if (paths.some((path) => path.length === 0)) {
        return node;
      }
      const members = node.members.flatMap((member): TableNode[] => {
        const below = paths.filter(([first]) => first === member.name).map(([, ...rest]) => rest);
        const kept = below.length === 0 ? undefined : part(member, below);
        return kept === undefined ? [] : [kept.kind === 'extract' ? member : kept];
      });
      if (node.kind === 'struct') {
        return { ...node, members };
      }
      return { ...node, members: members as LeafNode[] };
    }
  }
}
