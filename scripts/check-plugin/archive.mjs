import { existsSync } from 'node:fs';
import { join, posix } from 'node:path';
import { error } from './finding.mjs';

/** What an archive holds, and that the plugins in it are whole and known. */
export function* archiveFindings({ archive, dist, plugins, packageJson }) {
  const [{ json: main }] = plugins;
  if (archive.length !== 1) {
    const names = archive.map(({ name }) => name).join(', ');
    yield error('archive-root', `The archive has ${archive.length} folders (${names}); it must have one, ${main.id}.`);
  } else if (archive[0].name !== main.id) {
    yield error('archive-root', `The archive’s folder is ${archive[0].name}; name it by the plugin’s id, ${main.id}.`);
  }
  if (existsSync(join(dist, 'dist'))) {
    yield error('archive-dist', 'The plugin holds a folder dist: pack what is in dist/, not dist/ itself.');
  }
  const version = main.info?.version;
  if (version !== packageJson.version) {
    yield error('version', `plugin.json has version ${version}, package.json ${packageJson.version}: build again.`);
  }
  yield* moduleFindings(dist, plugins);
  yield* includeFindings(dist, plugins);
}

function* moduleFindings(dist, plugins) {
  for (const { folder, json } of plugins) {
    for (const file of ['module.js', 'module.js.map']) {
      if (!existsSync(join(dist, folder, file))) {
        yield error('module', `${posix.join(folder, file)} of ${json.id} is missing: build again.`);
      }
    }
  }
}

/** Every nested plugin is declared by the first, and whatever is declared is there. */
function* includeFindings(dist, [main, ...nested]) {
  const includes = main.json.includes ?? [];
  for (const { path, json } of nested) {
    if (!includes.some((include) => include.path === path && include.type === json.type)) {
      yield error('nested', `${path} is not in plugin.json’s includes: add it with the type ${json.type}.`);
    }
  }
  for (const { folder, json } of [main, ...nested]) {
    for (const { type, path } of json.includes ?? []) {
      if (path?.endsWith('.json') && !existsSync(join(dist, folder, path))) {
        yield error('include', `${json.id} includes the ${type} ${path}, which is not built.`);
      }
    }
  }
}
