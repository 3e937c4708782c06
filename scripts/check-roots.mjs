// Starts the executable in roots that hold nothing but it and a few of this machine's shared libraries, because Grafana's
// images do not hold more, and asks it for its health.
// usage: npm run check:roots     exit 0 good or skipped, 1 failures. Run `npm run build:backend` before.
import { spawn, spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { basename, dirname, join, relative } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { bundle } from './lib/bundle.mjs';
import { executablePath } from './lib/compile.mjs';
import { root } from './lib/paths.mjs';
import { hostTarget } from './lib/targets.mjs';

const START_LIMIT_MS = 5000;
const SMALLEST = ['libc.so.6', 'libm.so.6', 'libdl.so.2', 'libpthread.so.0'];

const roots = [
  { name: 'only libc, libm, libdl and libpthread, as the Alpine image for amd64 has them', libraries: SMALLEST },
  {
    name: 'the usual libraries of a Debian or Ubuntu image',
    libraries: [...SMALLEST, 'librt.so.1', 'libresolv.so.2', 'libgcc_s.so.1', 'libstdc++.so.6'],
  },
];

function skip(reason) {
  console.log(`check:roots: skipped, because ${reason}.`);
  process.exit(0);
}

/** Where this machine keeps a library, as its linker knows it. */
function libraryPaths() {
  const { stdout } = spawnSync('/sbin/ldconfig', ['-p'], { encoding: 'utf8' });
  const ours = (stdout ?? '').split('\n').filter((line) => /libc6,(x86-64|AArch64)/.test(line));
  return new Map(ours.map((line) => [line.trim().split(' ', 1)[0], line.split('=> ')[1]]));
}

/** The dynamic linker's path is written in the executable. */
const LINKER = { amd64: '/lib64/ld-linux-x86-64.so.2', arm64: '/lib/ld-linux-aarch64.so.1' };

function makeRoot(folder, executable, libraries, paths, arch) {
  for (const name of ['tmp', 'proc', 'lib', dirname(LINKER[arch]).slice(1)]) {
    mkdirSync(join(folder, name), { recursive: true });
  }
  copyFileSync(executable, join(folder, 'plugin'));
  copyFileSync(LINKER[arch], join(folder, LINKER[arch]));
  for (const name of libraries) {
    const path = paths.get(name);
    if (!path) {
      throw new Error(`this machine has no ${name}`);
    }
    copyFileSync(path, join(folder, 'lib', basename(name)));
  }
}

/** A data source that nobody set up. */
const CONTEXT = {
  orgId: 1,
  pluginId: 'sigtrail-cloudtrail-datasource',
  dataSource: { id: 1, uid: 'ds1', name: 'test', url: '', jsonData: {}, secureJsonData: {}, updatedMs: 1 },
  grafanaConfig: {},
};

/** A container has /proc, and Bun wants it. The mount is in a namespace of its own and goes with the process. */
const ENTER = 'mount --bind /proc "$1/proc" && exec chroot "$1" /plugin';

async function startIn(folder, connectPlugin) {
  const child = spawn('unshare', ['--mount', '/bin/sh', '-c', ENTER, 'sh', folder], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      PATH: process.env.PATH,
      grafana_plugin_type: 'datasource',
      PLUGIN_PROTOCOL_VERSIONS: '2',
      LD_LIBRARY_PATH: '/lib',
    },
  });
  let out = '';
  let err = '';
  child.stdout.on('data', (chunk) => (out += chunk));
  child.stderr.on('data', (chunk) => (err += chunk));
  const ended = new Promise((resolve) => child.once('close', resolve));
  const started = performance.now();
  try {
    while (!out.includes('\n') && child.exitCode === null && performance.now() - started < START_LIMIT_MS) {
      await sleep(2);
    }
    const ms = Math.round(performance.now() - started);
    const [, path] = /^1\|2\|unix\|([^|\n]+)\|grpc\n$/.exec(out) ?? [];
    if (!path) {
      throw new Error(`no handshake line: ${(out + err).trim().slice(0, 500) || 'it said nothing'}`);
    }
    const client = connectPlugin({ network: 'unix', address: join(folder, path) });
    const { message } = await client.checkHealth(CONTEXT);
    if (!message) {
      throw new Error('its health check says nothing');
    }
    await client.shutDown();
    client.close();
    return ms;
  } finally {
    const leaving = await Promise.race([ended, sleep(1000).then(() => 'stays')]);
    if (leaving === 'stays') {
      child.kill('SIGKILL');
    }
  }
}

const target = hostTarget();
if (target?.os !== 'linux') {
  skip('roots of Linux images can be tried on Linux only');
}
if (process.getuid() !== 0) {
  skip('changing the root takes the rights of root');
}
if (spawnSync('unshare', ['--mount', 'true']).status !== 0) {
  skip('this machine lets nobody make a mount namespace');
}
const executable = executablePath(target);
let failures = 0;
if (!existsSync(executable)) {
  console.error(`check-roots: ${relative(root, executable)} is missing. Run \`npm run build:backend\` first.`);
  process.exit(1);
}
const client = join(root, '.cache/host/pluginClient.cjs');
await bundle('src/cli/host/pluginClient.ts', client, { minify: false });
const { connectPlugin } = createRequire(import.meta.url)(client);
const paths = libraryPaths();
for (const { name, libraries } of roots) {
  const folder = mkdtempSync(join(tmpdir(), 'root-'));
  try {
    makeRoot(folder, executable, libraries, paths, target.arch);
    console.log(`✓ ${name}: handshake in ${await startIn(folder, connectPlugin)} ms`);
  } catch (error) {
    failures++;
    console.log(`✗ ${name}: ${error.message}`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
console.log(
  'Not proven here: a real Alpine image (its glibc is a little older than, or as old as, this machine’s), name lookups ' +
    'and TLS inside such a root, and every other system: their executables are built, not run.'
);
process.exitCode = failures > 0 ? 1 : 0;
