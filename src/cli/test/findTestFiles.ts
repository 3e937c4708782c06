import { existsSync } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';

const TEST_FILE = /\.test\.ya?ml$/;
const MAX_FILES = 20_000;
const MAX_DEPTH = 20;

/**
 * The test files at paths, sorted: those below a folder, a test file itself, or the one that belongs to a rule file.
 * Hidden entries and links are left out. Throws with a sentence for a path that is not there.
 */
export async function findTestFiles(paths: readonly string[]): Promise<string[]> {
  const found = new Set<string>();
  for (const start of paths) {
    const stats = await stat(start).catch(() => undefined);
    if (!stats) {
      throw new Error(`${start} does not exist. Name a rule, a test file or a folder.`);
    }
    if (stats.isDirectory()) {
      await collect(start, found, 0);
    } else {
      const file = TEST_FILE.test(start) ? start : start.replace(/\.(ya?ml)$/, '.test.$1');
      if (!existsSync(file)) {
        throw new Error(`${start} has no test: ${file} does not exist.`);
      }
      found.add(file);
    }
  }
  return [...found].sort();
}

async function collect(folder: string, found: Set<string>, depth: number): Promise<void> {
  if (depth > MAX_DEPTH) {
    return;
  }
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const file = path.join(folder, entry.name);
    if (entry.name.startsWith('.')) {
      continue;
    }
    if (entry.isDirectory()) {
      await collect(file, found, depth + 1);
    } else if (entry.isFile() && TEST_FILE.test(entry.name)) {
      found.add(file);
      if (found.size > MAX_FILES) {
        throw new Error(`${folder}: there are more than ${MAX_FILES} test files. Name a smaller folder.`);
      }
    }
  }
}
