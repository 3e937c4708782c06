import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { root } from './paths.mjs';

/** The files of `rules/` that are rules, not their tests: sorted paths. */
export function ruleFiles(folder = join(root, 'rules')) {
  if (!existsSync(folder)) {
    return [];
  }
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.ya?ml$/.test(entry.name) && !/\.test\.ya?ml$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

/** esbuild plugin: the module `virtual:bundled-rules` holds the texts of `rules/`, so that the bundle is one file. */
export function bundledRules() {
  return {
    name: 'bundled-rules',
    setup(build) {
      build.onResolve({ filter: /^virtual:bundled-rules$/ }, ({ path }) => ({ path, namespace: 'bundled-rules' }));
      build.onLoad({ filter: /.*/, namespace: 'bundled-rules' }, () => {
        const folder = join(root, 'rules');
        const files = ruleFiles(folder);
        const rules = files.map((path) => {
          const tests = path.replace(/\.(ya?ml)$/, '.test.$1');
          return {
            file: relative(folder, path).split(sep).join('/'),
            text: readFileSync(path, 'utf8'),
            ...(existsSync(tests) && { tests: readFileSync(tests, 'utf8') }),
          };
        });
        return {
          contents: `export const bundledRules = ${JSON.stringify(rules)};`,
          loader: 'js',
          watchFiles: files,
          watchDirs: [folder],
        };
      });
    },
  };
}
