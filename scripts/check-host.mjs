// Starts the backend as Grafana does, with Grafana's own Go code (../shared/host), and checks what it sees:
// start, stop, signals, orphans, queries, chunks, resources, cancelling, frames. The cases are in scripts/check-host/.
// usage: npm run check:host [-- WORD …]     only cases whose name holds a word; exit 0 good, 1 failures
// Skips, and says so, where Go or ../shared is absent. Run `npm run build:backend` before.
import assert from 'node:assert/strict';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { cases } from './check-host/cases.mjs';
import { bundle } from './lib/bundle.mjs';
import { compile, executablePath } from './lib/compile.mjs';
import { buildHost, runHost } from './lib/host.mjs';
import { loadSource } from './lib/loadSource.mjs';
import { backendBundle, binFolder, root } from './lib/paths.mjs';
import { hostTarget } from './lib/targets.mjs';

const cache = join(root, '.cache/host');

/** The executables that cases start: compiled, and the same bundles on Node. */
async function executables() {
  const target = hostTarget();
  const product = executablePath(target);
  if (!existsSync(product) || !existsSync(backendBundle)) {
    throw new Error(`${relative(root, product)} is missing. Run \`npm run build:backend\` first.`);
  }
  mkdirSync(cache, { recursive: true });
  return {
    product: { compiled: product, node: onNode(backendBundle, 'product-node') },
    fixture: await forTests('src/backend/protocol/testing/fixtureMain.ts', 'fixture', target),
    golden: await forTests('src/backend/testing/goldenMain.ts', 'golden', target),
  };
}

/** An executable that is no part of the product. */
async function forTests(entry, name, target) {
  const bundlePath = join(cache, `${name}.cjs`);
  await bundle(entry, bundlePath, { minify: false });
  return { compiled: compile(bundlePath, target, join(cache, name)).path, node: onNode(bundlePath, `${name}-node`) };
}

/** A file that runs a bundle on the pinned Node. The host's child has no PATH, so it is named in full. */
function onNode(bundlePath, name) {
  const path = join(cache, name);
  writeFileSync(path, `#!${join(binFolder, 'node')}\n${readFileSync(bundlePath, 'utf8')}`);
  chmodSync(path, 0o755);
  return path;
}

/** Our own host's code and the emulator's, as cases use them. */
async function loadCode() {
  return {
    ...(await loadSource('src/cli/host/index.ts')),
    ...(await loadSource('src/cloudtrail/emulator/index.ts')),
    ...(await loadSource('src/cloudtrail/testing/forwardProxy.ts')),
    ...(await loadSource('src/cloudtrail/testing/selfSigned.ts')),
    ...(await loadSource('src/cloudtrail/testing/tlsFront.ts')),
  };
}

async function runCase(testCase, path, shared) {
  const folder = mkdtempSync(join(tmpdir(), 'sigtrail-check-'));
  const notes = [];
  const host = (args, exe = path) => runHost(shared.host, ['--exe', exe, ...args]);
  const { frameToJson, startPlugin, startEmulator } = shared.code;
  const context = {
    path,
    folder,
    assert,
    host,
    note: (text) => notes.push(text),
    frameToJson,
    startPlugin,
    startEmulator,
    code: shared.code,
  };
  const file = (name, content) => {
    writeFileSync(join(folder, name), JSON.stringify(content));
    return join(folder, name);
  };
  try {
    if (testCase.run) {
      await testCase.run(context);
    } else {
      const args = (testCase.args ?? []).map((arg) =>
        arg.replace('%FOLDER%', folder).replace('%BODY%', () => file('body.json', testCase.body))
      );
      if (testCase.queries) {
        args.push('--query', file('query.json', testCase.queries));
      }
      if (testCase.jsonData) {
        args.push('--jsondata', file('jsondata.json', testCase.jsonData));
      }
      const result = await host(args);
      assert.equal(result.startError, undefined);
      await testCase.check(result, context);
    }
    return { notes };
  } catch (error) {
    return { notes, error };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const { path: host, missing } = buildHost();
if (missing) {
  console.log(`check:host: skipped, because ${missing}.`);
  process.exit(0);
}
let failures = 0;
try {
  const words = process.argv.slice(2);
  const files = await executables();
  const shared = { host, code: await loadCode() };
  for (const testCase of cases.filter(({ name }) => words.length === 0 || words.some((word) => name.includes(word)))) {
    for (const [runtime, path] of Object.entries(files[testCase.exe])) {
      if (runtime === 'node' && !testCase.all) {
        continue;
      }
      const { notes, error } = await runCase(testCase, path, shared);
      const label = `${testCase.name}${runtime === 'node' ? ' (on Node)' : ''}`;
      console.log(`${error ? '✗' : '✓'} ${label}${notes.length > 0 ? `: ${notes.join('; ')}` : ''}`);
      if (error) {
        failures++;
        console.log(`    ${String(error.message).split('\n').join('\n    ')}`);
      }
    }
  }
} catch (error) {
  console.error(`check-host: ${error.message}`);
  failures++;
}
process.exitCode = failures > 0 ? 1 : 0;
