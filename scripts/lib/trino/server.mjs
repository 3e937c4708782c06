import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const GUARD = join(dirname(fileURLToPath(import.meta.url)), 'guard.mjs');
const START_TIMEOUT_MS = 180_000;
/** Nothing is worth keeping between runs, and tests may end it in mid-query: plain settings, loopback only. */
const JVM = [
  '-Xmx2G',
  '-XX:+ExitOnOutOfMemoryError',
  '--enable-native-access=ALL-UNNAMED',
  '--sun-misc-unsafe-memory-access=allow',
  '-Djdk.attach.allowAttachSelf=true',
  '-XX:+EnableDynamicAgentLoading',
  '-Duser.timezone=UTC',
];

/**
 * Starts Trino on a free loopback port, with the catalog `hive` over the folder `files` and a schema `default` in it.
 *
 * @returns `url`, `files`, `restart()` (ends it as a crash does and starts it again on the same port and data), `execute(statement)`, `stop()`
 * @throws Error with the end of its log when it does not come up
 */
export async function startTrino({ java, folder }) {
  const work = mkdtempSync(join(tmpdir(), 'sigtrail-trino-'));
  const files = join(work, 'files');
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  configure(work, files, port);
  let running;
  const start = async () => {
    running = run(java, folder, work);
    await ready(url, running, join(work, 'log'));
    await prepare(url, files);
  };
  const end = async () => {
    running.guard.stdin.end();
    await running.ended;
  };
  const stop = async () => {
    await end();
    rmSync(work, { recursive: true, force: true });
  };
  try {
    await start();
  } catch (error) {
    await stop();
    throw error;
  }
  const restart = async () => (await end(), start());
  return { url, files, stop, restart, execute: (statement) => execute(url, statement) };
}

function configure(work, files, port) {
  mkdirSync(files);
  mkdirSync(join(work, 'etc/catalog'), { recursive: true });
  const write = (name, lines) => writeFileSync(join(work, 'etc', name), `${lines.join('\n')}\n`);
  write('config.properties', [
    'coordinator=true',
    'node-scheduler.include-coordinator=true',
    `http-server.http.port=${port}`,
    `discovery.uri=http://127.0.0.1:${port}`,
    'node.internal-address=127.0.0.1',
    'web-ui.enabled=false',
    `catalog.config-dir=${join(work, 'etc/catalog')}`,
    // A client that went away is noticed soon, so that tests can see it.
    'query.client.timeout=20s',
  ]);
  write('catalog/hive.properties', [
    'connector.name=hive',
    'hive.metastore=file',
    'hive.metastore.catalog.dir=local:///meta',
    'fs.native-local.enabled=true',
    'fs.hadoop.enabled=false',
    `local.location=${files}`,
    'hive.non-managed-table-writes-enabled=true',
    'hive.recursive-directories=true',
    'hive.partition-projection-enabled=true',
    // Days without an object have no folder here; in S3 that is nothing special.
    'hive.ignore-absent-partitions=true',
  ]);
}

function run(java, folder, work) {
  const args = [
    ...JVM,
    '-cp',
    join(folder, 'lib', '*'),
    '-Dnode.environment=test',
    '-Dnode.id=sigtrail',
    '-Dnode.bind-ip=127.0.0.1',
    `-Dnode.data-dir=${join(work, 'data')}`,
    `-Dconfig=${join(work, 'etc/config.properties')}`,
    'io.trino.server.TrinoServer',
  ];
  const log = createWriteStream(join(work, 'log'));
  // Its plug-ins are looked for below the working directory.
  const guard = spawn(process.execPath, [GUARD, java, ...args], { cwd: folder, stdio: ['pipe', 'pipe', 'pipe'] });
  guard.stdin.on('error', () => undefined);
  guard.stdout.pipe(log, { end: false });
  guard.stderr.pipe(log, { end: false });
  const running = { guard, hasEnded: false, ended: once(guard, 'close').then(() => (running.hasEnded = true)) };
  return running;
}

async function ready(url, running, log) {
  const until = Date.now() + START_TIMEOUT_MS;
  for (;;) {
    const info = await fetch(`${url}/v1/info`)
      .then((answer) => answer.json())
      .catch(() => undefined);
    if (info?.starting === false) {
      return;
    }
    if (running.hasEnded || Date.now() > until) {
      const lines = readFileSync(log, 'utf8').trim().split('\n').slice(-30).join('\n');
      throw new Error(`Trino did not come up:\n${lines}`);
    }
    await wait(250);
  }
}

/** The schema, and a table of one row: a server that is up may still know of no node that scans. */
async function prepare(url, files) {
  mkdirSync(join(files, 'ready'), { recursive: true });
  writeFileSync(join(files, 'ready/one.json'), '{"one":"1"}\n');
  await execute(url, 'CREATE SCHEMA IF NOT EXISTS hive.default');
  await execute(
    url,
    "CREATE TABLE IF NOT EXISTS hive.default.ready (one varchar) WITH (external_location = 'local:///ready', format = 'OPENX_JSON')"
  );
  for (;;) {
    try {
      await execute(url, 'SELECT one FROM hive.default.ready');
      return;
    } catch (error) {
      if (error.code !== 'NO_NODES_AVAILABLE') {
        throw error;
      }
      await wait(250);
    }
  }
}

async function execute(url, statement) {
  const headers = { 'x-trino-user': 'harness' };
  const read = (reply) => reply.json();
  let answer = await fetch(`${url}/v1/statement`, { method: 'POST', headers, body: statement }).then(read);
  while (answer.nextUri) {
    answer = await fetch(answer.nextUri).then(read);
  }
  if (answer.error) {
    throw Object.assign(new Error(`${statement}: ${answer.error.message}`), { code: answer.error.errorName });
  }
}

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  await once(server, 'close');
  return port;
}
