import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const START_LIMIT_MS = 300;
const STOP_LIMIT_MS = 200;
const ORPHAN_LIMIT_MS = 4000;

const logged = (result, text) => result.logs.some((line) => JSON.stringify(line).includes(text));

export const processCases = [
  {
    name: `starts within ${START_LIMIT_MS} ms and stops within ${STOP_LIMIT_MS} ms`,
    exe: 'product',
    async run({ host, assert, note }) {
      const runs = [];
      for (let i = 0; i < 5; i++) {
        runs.push(await host(['--health']));
      }
      const starts = runs.map(({ start }) => start.handshakeMs).sort((a, b) => a - b);
      const stops = runs.map(({ stop }) => stop.stopMs).sort((a, b) => a - b);
      note(`handshake ${starts[2]} ms, stop ${stops[2]} ms (medians of 5), ${runs[0].start.memory.rssMiB} MiB idle`);
      // The best of five: a busy machine is not what is checked here.
      assert.ok(starts[0] < START_LIMIT_MS, `the handshake took ${starts[0]} ms`);
      assert.ok(stops[0] < STOP_LIMIT_MS, `the stop took ${stops[0]} ms`);
      assert.ok(runs.every(({ stop, socketRemoved }) => stop.graceful && socketRemoved));
    },
  },
  {
    name: 'leaves nothing but the handshake on standard output',
    exe: 'fixture',
    all: true,
    async run({ host, path, folder, assert }) {
      const seen = join(folder, 'stdout');
      const wrapper = join(folder, 'wrapper');
      writeFileSync(wrapper, `#!/bin/sh\n'${path}' | /usr/bin/tee '${seen}'\n`);
      chmodSync(wrapper, 0o755);
      const query = join(folder, 'print.json');
      writeFileSync(query, JSON.stringify([{ refId: 'A', queryType: 'print' }]));
      const result = await host(['--query', query, '--logs'], wrapper);
      assert.match(readFileSync(seen, 'utf8'), /^1\|2\|unix\|[^|\n]+\|grpc\n$/);
      assert.ok(logged(result, 'printed by a library') && logged(result, 'and written'), 'the text is not in the log');
    },
  },
  {
    name: 'survives what nobody catches',
    exe: 'fixture',
    all: true,
    queries: [{ refId: 'A', queryType: 'stray' }],
    args: ['--repeat', '3', '--idle', '100ms', '--health'],
    check(result, { assert }) {
      assert.ok(result.alive);
      assert.ok(logged(result, 'nobody waits for this') && logged(result, 'nobody catches this'));
      assert.ok(result.stop.graceful);
    },
  },
  {
    name: 'log lines stay below what the host can read',
    exe: 'fixture',
    queries: [{ refId: 'A', queryType: 'chatty' }],
    args: ['--logs'],
    check(result, { assert }) {
      const line = result.logs.find((entry) => JSON.stringify(entry).includes('xxxx'));
      assert.ok(line, 'the long line is not in the log');
      assert.ok(JSON.stringify(line).length < 64 * 1024);
    },
  },
  {
    name: 'our own host starts it, asks it and stops it',
    exe: 'product',
    all: true,
    async run({ path, startPlugin, assert }) {
      const lines = [];
      const plugin = await startPlugin({ exe: path, onLog: (line) => lines.push(line) });
      const dataSource = { id: 1, uid: 'ds1', name: 'x', url: '', jsonData: {}, secureJsonData: {}, updatedMs: 1 };
      const context = { orgId: 1, pluginId: 'sigtrail-cloudtrail-datasource', dataSource, grafanaConfig: {} };
      const query = { refId: 'A', queryType: 'rules', fromMs: 0, toMs: 1, intervalMs: 1, maxDataPoints: 1, model: {} };
      const answers = await plugin.queryData({ context, headers: {}, queries: [query] });
      assert.equal(answers.get('A').frames[0].fields[0].name, 'rule_id');
      assert.equal((await plugin.checkHealth(context)).status, 'error');
      assert.equal((await plugin.stop()).graceful, true);
      assert.deepEqual(await plugin.exited, { code: 0, signal: null });
    },
  },
  ...['TERM', 'HUP'].map((signal) => ({
    name: `SIG${signal} stops it cleanly`,
    exe: 'product',
    all: signal === 'TERM',
    args: ['--signal', signal],
    check(result, { assert }) {
      assert.ok(result.signal.exited && result.signal.ms < 2 * STOP_LIMIT_MS, `it took ${result.signal.ms} ms`);
      assert.ok(result.socketRemoved);
    },
  })),
  {
    name: 'SIGINT is left to the host',
    exe: 'product',
    args: ['--signal', 'INT'],
    check(result, { assert }) {
      assert.equal(result.signal.exited, false);
      assert.ok(result.stop.graceful);
    },
  },
  {
    name: 'leaves when its host is gone',
    exe: 'product',
    all: true,
    async run({ host, assert }) {
      const { start } = await host(['--health', '--abandon']);
      const deadline = Date.now() + ORPHAN_LIMIT_MS;
      while (isRunning(start.pid) && Date.now() < deadline) {
        await sleep(50);
      }
      assert.ok(!isRunning(start.pid), `process ${start.pid} still runs`);
      assert.ok(!existsSync(dirname(start.address)), 'its socket is still there');
    },
  },
  {
    name: 'keeps its socket where the host wants it, or elsewhere when that cannot be',
    exe: 'product',
    async run({ host, folder, assert }) {
      const sockets = join(folder, 'sockets');
      mkdirSync(sockets);
      const wanted = await host(['--env', `PLUGIN_UNIX_SOCKET_DIR=${sockets}`, '--metrics']);
      assert.ok(wanted.start.address.startsWith(`${sockets}/`));
      assert.ok(wanted.socketRemoved);
      const missing = await host(['--env', `PLUGIN_UNIX_SOCKET_DIR=${join(folder, 'missing')}`, '--metrics']);
      assert.equal(missing.ok, true);
      const tooLong = join(folder, 'x'.repeat(120));
      mkdirSync(tooLong);
      const elsewhere = await host(['--env', `PLUGIN_UNIX_SOCKET_DIR=${tooLong}`, '--metrics']);
      assert.equal(elsewhere.ok, true);
    },
  },
];

/** A process that ended but that nobody waited for is not running. */
function isRunning(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return !/^[ZX]/.test(stat.slice(stat.lastIndexOf(')') + 2));
  } catch {
    return false;
  }
}
