// Compares what the plugin uses of Grafana's packages with the oldest Grafana that it says it runs in, and with the newest:
// by Grafana's levitate and by the type check. (The pinned version in between is what `npm run typecheck` checks.)
// usage: npm run check:levitate      exit 0 compatible, 1 incompatible, 2 no registry
// The packages' types come from the npm registry, once; they are not installed.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { incompatibilities } from './check-levitate/compare.mjs';
import { fetchTypes } from './check-levitate/fetchTypes.mjs';
import { typeErrors } from './check-levitate/typecheck.mjs';
import { root } from './lib/paths.mjs';

const NAMES = ['data', 'i18n', 'runtime', 'schema', 'ui'].map((name) => `@grafana/${name}`);
const MODULES = ['src/module.tsx', 'src/datasource/module.ts'];
/** Grafana's releases, by the version that its packages were published as. */
const RELEASES = { 12.3: '12.3.0', 13.2: '13.2.2' };
/** Changed as a whole in every release. The type check sees which of its parts are used. */
const KNOWN = new Set(['@grafana/runtime config']);

const cache = join(root, '.cache/levitate');
const { dependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const pinned = Object.fromEntries(NAMES.map((name) => [name, dependencies[name]]));

/** Types of packages, fetched into a folder below the cache; gives its node_modules. */
function typesOf(folder, packages) {
  try {
    return fetchTypes(packages, join(cache, folder));
  } catch (error) {
    console.error(`check:levitate: the types of Grafana ${folder} cannot be fetched. ${error.message}`);
    process.exit(2);
  }
}

mkdirSync(cache, { recursive: true });
const entry = join(cache, 'plugin.ts');
writeFileSync(entry, MODULES.map((path) => `import '../../${path.replace(/\.tsx?$/, '')}';\n`).join(''));
const from = typesOf('pinned', pinned);
const targets = Object.fromEntries(
  Object.entries(RELEASES).map(([release, version]) => [
    release,
    typesOf(release, Object.fromEntries(NAMES.map((name) => [name, version]))),
  ])
);
const problems = (await incompatibilities({ entry, names: NAMES, from, targets }))
  .filter((found) => !KNOWN.has(`${found.package} ${found.name}`))
  .map(({ release, name, package: of, file, line, kind, diff }) => ({
    release,
    text: `${relative(root, file)}:${line}: ${name} of ${of} is ${kind} ${diff}`,
  }));
for (const [release, folder] of Object.entries(targets)) {
  const errors = typeErrors({ entry, names: NAMES, from: folder, folder: dirname(folder) });
  problems.push(...errors.map((text) => ({ release, text })));
}
for (const [release, version] of Object.entries(RELEASES)) {
  const texts = problems.filter((problem) => problem.release === release).map(({ text }) => text);
  console.log(`${texts.length === 0 ? '✓' : '✗'} Grafana ${release} (types of ${version})`);
  texts.forEach((text) => console.error(`  ${text}`));
}
process.exitCode = problems.length > 0 ? 1 : 0;
