import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const folder = path.join(__dirname, '../../../rules');

/**
 * The rules of `rules/`, sorted by path, read from the folder: stands in for the module `virtual:bundled-rules`, which a
 * build fills in (scripts/lib/bundledRules.mjs), where nothing is built, as in tests.
 */
export const bundledRules: ReadonlyArray<{ readonly file: string; readonly text: string; readonly tests?: string }> =
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.ya?ml$/.test(entry.name) && !/\.test\.ya?ml$/.test(entry.name))
    .map((entry) => path.join(entry.parentPath, entry.name))
    .sort()
    .map((file) => {
      const tests = file.replace(/\.(ya?ml)$/, '.test.$1');
      return {
        file: path.relative(folder, file).split(path.sep).join('/'),
        text: readFileSync(file, 'utf8'),
        ...(existsSync(tests) ? { tests: readFileSync(tests, 'utf8') } : {}),
      };
    });
