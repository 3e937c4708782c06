import { existsSync, globSync, readFileSync, realpathSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

/**
 * A built plugin beside its sources. `archive` is what an installed archive would hold: `dist/` as a folder named by the
 * plugin's id, or, where the checkout has `archive/`, what is in there. `plugins` are the root plugin and those in it.
 */
export function readPlugin(checkout) {
  const archive = archiveOf(checkout);
  const dist = archive[0]?.folder;
  if (dist === undefined || !existsSync(join(dist, 'plugin.json'))) {
    return { problem: 'There is no dist/plugin.json. Run `npm run build` first.' };
  }
  try {
    const plugins = globSync('**/plugin.json', { cwd: dist, exclude: ['**/node_modules/**'] })
      .map((path) => ({ path, folder: dirname(path), json: readJson(join(dist, path)) }))
      .sort((a, b) => a.path.length - b.path.length);
    return { checkout, archive, dist, plugins, packageJson: readJson(join(checkout, 'package.json')) };
  } catch (cause) {
    return { problem: `A file of the plugin cannot be read: ${cause.message}` };
  }
}

function archiveOf(checkout) {
  const packed = globSync('archive/*', { cwd: checkout });
  if (packed.length > 0) {
    return packed.map((path) => ({ name: basename(path), folder: join(checkout, path) }));
  }
  const dist = join(checkout, 'dist');
  return existsSync(join(dist, 'plugin.json'))
    ? [{ name: readJson(join(dist, 'plugin.json')).id, folder: realpathSync(dist) }]
    : [];
}

function readJson(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (cause) {
    throw new Error(`${path}: ${cause.message}`, { cause });
  }
}
