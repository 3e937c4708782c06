import { createRequire } from 'node:module';
import { join } from 'node:path';
import { bundle } from './bundle.mjs';
import { root } from './paths.mjs';

/**
 * Loads a TypeScript module of the repository as it is now: bundled into .cache/, then required.
 *
 * @param entry path from the root, `src/…/index.ts`
 */
export async function loadSource(entry) {
  const outfile = join(root, '.cache/sources', `${entry.replace(/[^\w]+/g, '-')}.cjs`);
  await bundle(entry, outfile, { minify: false });
  return createRequire(import.meta.url)(outfile);
}
