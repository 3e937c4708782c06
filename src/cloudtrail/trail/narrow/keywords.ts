import type { Predicate } from '../../../sigma';
import type { TrailTable } from '../table/readTable';
import type { TableNode } from '../table/tableNode';
import { jsonTerm } from './jsonTerm';
import { shapesOf } from './predicateBounds';
import type { Shape } from './shape';
import { FALSE, piecesTerm, TRUE, type Term } from './term';

/** A keyword may be in any leaf, so that no member of the record may be out of sight. */
export function keywordTerm(predicate: Predicate, table: TrailTable): Term {
  if (predicate.kind === 'exists' || predicate.kind === 'is_null' || predicate.kind === 'field_eq') {
    // No leaf has any of them.
    return FALSE;
  }
  const nodes = [...table.nodes.values()];
  const shapes = shapesOf(
    predicate.kind === 'eq'
      ? { kind: 'contains', value: String(predicate.value), cased: predicate.cased ?? false }
      : predicate
  );
  if (!shapes || nodes.some(isOpaque)) {
    return TRUE;
  }
  // A keyword is looked for inside of a leaf, but a pattern's anchors are the leaf's own ends.
  const open = shapes.map((shape): Shape => ({ ...shape, start: false, end: false }));
  const texts = allTexts(nodes);
  const inTexts = open.map((shape) =>
    piecesTerm({ sql: texts, form: shape.cased ? 'plain' : 'lower' }, shape.pieces, false, false)
  );
  const inJson = jsonColumns(nodes).flatMap((sql) => open.map((shape) => jsonTerm(sql, [], shape)));
  return { op: 'or', of: [...inTexts, ...inJson] };
}

/** The texts of all leaves as one, NULLs left out. */
function allTexts(nodes: readonly TableNode[]): string {
  const texts = nodes.flatMap(textsOf);
  return `concat_ws(chr(10), ${texts.join(', ')})`;
}

function textsOf(node: TableNode): string[] {
  switch (node.kind) {
    case 'text':
    case 'boolean':
      return [node.sql];
    case 'json':
    case 'opaque':
      return [];
    case 'struct':
      return node.members.flatMap(textsOf);
    case 'list':
      return node.members.map(({ sql }) => `array_join(transform(${node.sql}, r -> ${sql}), chr(10))`);
  }
}

function jsonColumns(nodes: readonly TableNode[]): string[] {
  return nodes.flatMap((node) =>
    node.kind === 'json' ? [node.sql] : node.kind === 'struct' ? jsonColumns(node.members) : []
  );
}

function isOpaque(node: TableNode): boolean {
  return node.kind === 'opaque' || (node.kind === 'struct' && node.members.some(isOpaque));
}
