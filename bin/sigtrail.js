#!/usr/bin/env node
// Runs the `sigtrail` command: on the Node that this package pins, whatever Node started this file, and from an
// up-to-date build. Only this launcher and scripts/lib/outputs.cjs must run on an older Node.
const { spawn, spawnSync } = require('node:child_process');
const { existsSync } = require('node:fs');
const { constants } = require('node:os');
const { delimiter, dirname, join } = require('node:path');
const { NODE_FLAGS } = require('../scripts/lib/nodeFlags.cjs');
const { isStale, outputsFor } = require('../scripts/lib/outputs.cjs');

const NEEDED_MAJOR = 24;
const root = join(__dirname, '..');
const args = process.argv.slice(2);

function fail(message) {
  process.stderr.write(`sigtrail: ${message}\n`);
  process.exit(2);
}

function nodeToUse() {
  if (Number(process.versions.node.split('.')[0]) >= NEEDED_MAJOR) {
    return process.execPath;
  }
  const pinned = join(root, 'node_modules/node/bin', process.platform === 'win32' ? 'node.exe' : 'node');
  if (!existsSync(pinned)) {
    fail(`Node ${NEEDED_MAJOR} is needed and this is ${process.version}. \`npm ci\` installs the pinned one.`);
  }
  return pinned;
}

/** The executable of this machine, under Grafana's name for it. */
function executable() {
  const os = process.platform === 'win32' ? 'windows' : process.platform;
  const arch = process.arch === 'x64' ? 'amd64' : process.arch;
  return `dist/datasource/gpx_sigtrail_${os}_${arch}${os === 'windows' ? '.exe' : ''}`;
}

function build(node, { name, command }) {
  process.stderr.write(`Building ${name} …\n`);
  const [script, ...rest] = command;
  const { status, stdout, stderr, error } = spawnSync(node, [join(root, script), ...rest], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
    stdio: ['ignore', 'pipe', 'pipe'],
    // What builds may start Node by its name.
    env: { ...process.env, PATH: `${dirname(node)}${delimiter}${process.env.PATH ?? ''}` },
  });
  if (status !== 0) {
    process.stderr.write(`${stdout ?? ''}${stderr ?? ''}${error ? `${error.message}\n` : ''}`);
    fail(`building ${name} failed. The lines above say why; is \`npm ci\` done?`);
  }
}

/** Runs the command as a child that gets this process's signals, and ends as it ends. */
function run(node) {
  const child = spawn(node, [...NODE_FLAGS, join(root, 'build/cli/sigtrail.cjs'), ...args], { stdio: 'inherit' });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => {
      // A terminal sends Ctrl-C to both; a second one would read as impatience.
      if (signal !== 'SIGINT' || !process.stdin.isTTY) {
        child.kill(signal);
      }
    });
  }
  child.once('error', (error) => fail(`${node} could not be started: ${error.message}`));
  child.once('exit', (code, signal) => process.exit(code ?? 128 + (constants.signals[signal] ?? 0)));
}

const node = nodeToUse();
if (existsSync(join(root, 'src'))) {
  for (const output of outputsFor(args, executable())) {
    if (isStale(root, output)) {
      build(node, output);
    }
  }
}
run(node);
