// Compares what the plugin uses of Grafana's packages with the oldest Grafana that it says it runs in, and with the newest:
// by Grafana's levitate and by the type check. (The pinned version in between is what `npm run typecheck` checks.)
// usage: npm run check:levitate [-- RELEASE]     exit 0 compatible, 1 incompatible, 2 no registry
// The packages' types come from the npm registry, once; they are not installed.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
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
const entry = join(cache, 'plugin.ts');

/** Types of packages, fetched into a folder below the cache; gives its node_modules. */
function typesOf(folder, packages) {
  try {
    return fetchTypes(packages, join(cache, folder));
  } catch (error) {
    console.error(`check:levitate: the types of Grafana ${folder} cannot be fetched. ${error.message}`);
    process.exit(2);
  }
}

function pinnedTypes() {
  const { dependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  return typesOf('pinned', Object.fromEntries(NAMES.map((name) => [name, dependencies[name]])));
}

function releaseTypes(release) {
  return typesOf(release, Object.fromEntries(NAMES.map((name) => [name, RELEASES[release]])));
}

async function checkRelease(release) {
  const to = releaseTypes(release);
  const found = await incompatibilities({ entry, names: NAMES, from: pinnedTypes(), targets: { [release]: to } });
  const texts = found
    .filter(({ package: of, name }) => !KNOWN.has(`${of} ${name}`))
    .map(
      ({ name, package: of, file, line, kind, diff }) =>
        `${relative(root, file)}:${line}: ${name} of ${of} is ${kind} ${diff}`
    );
  texts.push(...typeErrors({ entry, names: NAMES, from: to, folder: dirname(to) }));
  console.log(`${texts.length === 0 ? '✓' : '✗'} Grafana ${release} (types of ${RELEASES[release]})`);
  texts.forEach((text) => console.error(`  ${text}`));
  return texts.length === 0 ? 0 : 1;
}

/** Each release in a process of its own: a comparison takes a core for half a minute. */
function checkAll() {
  pinnedTypes();
  const runs = Object.keys(RELEASES).map((release) => {
    releaseTypes(release);
    const child = spawn(process.execPath, [fileURLToPath(import.meta.url), release], { stdio: 'inherit' });
    return new Promise((resolve) => child.once('close', (code) => resolve(code ?? 1)));
  });
  return Promise.all(runs).then((codes) => Math.max(...codes));
}

const [release] = process.argv.slice(2);
if (release !== undefined && !(release in RELEASES)) {
  console.error(`check:levitate: there is no release ${release}; name one of ${Object.keys(RELEASES).join(', ')}.`);
  process.exit(2);
}
mkdirSync(cache, { recursive: true });
// Those that are started for one release read it while the other does.
if (release === undefined || !existsSync(entry)) {
  writeFileSync(entry, MODULES.map((path) => `import '../../${path.replace(/\.tsx?$/, '')}';\n`).join(''));
}
process.exitCode = await (release === undefined ? checkAll() : checkRelease(release));
