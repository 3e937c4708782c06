import { ODD_NUMBER } from '../narrow/numbers';
import { sqlText } from '../sql/sqlText';
import type { SqlRow } from '../types';

/**
 * A column of JSON text of which only some paths are read: of these the values that rules see, which many events share where
 * they share nothing else. Arrays are stepped through by the engine as by ours, but for one right inside of another.
 */
export interface ExtractNode {
  readonly kind: 'extract';
  readonly name: string;
  readonly sql: string;
  readonly always: boolean;
  /** None is the beginning of another. */
  readonly paths: ReadonlyArray<readonly string[]>;
}

/** Keys that a path in SQL has as they are. */
const PLAIN_KEY = /^[A-Za-z0-9 _:/@.-]+$/;
/** Texts of which the whole is read: lists right inside of lists, and numbers that the engine may write in another way. */
const WHOLE = `\\[\\s*\\[|${ODD_NUMBER}`;

/** Whether paths can be read one by one. */
export function canExtract(paths: ReadonlyArray<readonly string[]>): boolean {
  return paths.every((path) => path.length > 0 && path.every((key) => PLAIN_KEY.test(key)));
}

/** Paths without those that another one is the beginning of. */
export function withoutNested(paths: ReadonlyArray<readonly string[]>): Array<readonly string[]> {
  const unique = [...new Map(paths.map((path) => [JSON.stringify(path), path])).values()];
  return unique.filter(
    (path) => !unique.some((other) => other.length < path.length && other.every((key, index) => key === path[index]))
  );
}

/** A column for each path: its values as a list; and the whole text where it must be read. */
export function extractSql({ sql, paths }: ExtractNode): string[] {
  const whole = `regexp_like(${sql}, ${sqlText(WHOLE)})`;
  return [
    `IF(${whole}, ${sql})`,
    ...paths.map((path) => {
      const steps = sqlText(`lax $${path.map((key) => `."${key}"`).join('')}`);
      return `IF(NOT ${whole}, json_query(${sql}, ${steps} WITH ARRAY WRAPPER))`;
    }),
  ];
}

/** The member as JSON, with the values at each path as a list: for rules the same as where they stood. */
export function writeExtract({ paths, always }: ExtractNode, [whole, ...values]: SqlRow): string | undefined {
  if (typeof whole === 'string') {
    return whole;
  }
  const root: Tree = new Map();
  paths.forEach((path, index) => {
    const value = values[index];
    if (typeof value === 'string') {
      put(root, path, value);
    }
  });
  return root.size === 0 ? (always ? 'null' : undefined) : writeTree(root);
}

type Tree = Map<string, Tree | string>;

function put(tree: Tree, path: readonly string[], value: string): void {
  let at = tree;
  path.forEach((key, index) => {
    if (index === path.length - 1) {
      at.set(key, value);
      return;
    }
    const next = at.get(key);
    const inner: Tree = next instanceof Map ? next : new Map();
    at.set(key, inner);
    at = inner;
  });
}

function writeTree(tree: Tree): string {
  return `{${[...tree].map(([key, value]) => `${JSON.stringify(key)}:${typeof value === 'string' ? value : writeTree(value)}`).join(',')}}`;
}
