import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import ts from 'typescript';

/**
 * The sources that a browser gets: from each plugin's module file along every import, whether of types, of values or lazy.
 * Gives `{file, text, tree, imports}`; `file` is relative to the checkout.
 */
export function browserSources(checkout) {
  const start = globSync('src/**/plugin.json', { cwd: checkout }).flatMap((path) =>
    globSync(join(dirname(path), 'module.{ts,tsx}'), { cwd: checkout })
  );
  const seen = new Map();
  for (const queue = start.map((file) => join(checkout, file)); queue.length > 0;) {
    const path = queue.pop();
    if (!seen.has(path)) {
      const source = readSource(checkout, path);
      seen.set(path, source);
      queue.push(...source.imports.flatMap((name) => resolved(path, name) ?? []));
    }
  }
  return [...seen.values()].sort((a, b) => a.file.localeCompare(b.file));
}

function readSource(checkout, path) {
  const text = readFileSync(path, 'utf8');
  return {
    file: relative(checkout, path),
    text,
    tree: ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true),
    imports: ts.preProcessFile(text, true, true).importedFiles.map(({ fileName }) => fileName),
  };
}

/** The source file of a relative import; undefined for packages and for what is no source. */
function resolved(from, name) {
  if (!name.startsWith('.')) {
    return undefined;
  }
  const base = join(dirname(from), name);
  const candidates = [base, `${base}.ts`, `${base}.tsx`, join(base, 'index.ts'), join(base, 'index.tsx')];
  return candidates.find((path) => /\.tsx?$/.test(path) && existsSync(path));
}
