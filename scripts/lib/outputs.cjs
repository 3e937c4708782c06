// What `bin/sigtrail.js` builds before it runs a command. CommonJS and plain: it runs on whatever Node is at hand.
const { existsSync, readdirSync, statSync } = require('node:fs');
const { join } = require('node:path');

const UI = ['src/pages', 'src/components', 'src/datasource', 'src/img', 'src/module.tsx', 'src/plugin.json'];
const NODE = ['src/backend', 'src/cli', 'src/cloudtrail'];
const SHARED = ['src/contract', 'src/sigma', 'src/catalogue', 'package-lock.json'];
const BUNDLER = ['rules', 'scripts/lib', 'scripts/build-backend.mjs', 'scripts/build-cli.mjs'];

/**
 * The newest change below a path, as epoch milliseconds; 0 where there is nothing. Tests of code build nothing; tests
 * of rules come along with them.
 */
function newestChange(path) {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (!stat) {
    return 0;
  }
  if (!stat.isDirectory()) {
    return /\.test\.[cm]?[jt]sx?$/.test(path) ? 0 : stat.mtimeMs;
  }
  return Math.max(0, ...readdirSync(path).map((name) => newestChange(join(path, name))));
}

/** True when an output is missing or older than something that it is made of. */
function isStale(root, { file, inputs }) {
  const output = join(root, file);
  return !existsSync(output) || inputs.some((input) => newestChange(join(root, input)) > statSync(output).mtimeMs);
}

/** What a command with its arguments needs, in the order in which it is built: `{name, file, inputs, command}`. */
function outputsFor([command, ...args], executable) {
  const cli = {
    name: 'the command line',
    file: 'build/cli/sigtrail.cjs',
    inputs: [...NODE, ...SHARED, ...BUNDLER],
    command: ['scripts/build-cli.mjs'],
  };
  if (command !== 'demo') {
    return [cli];
  }
  const ui = {
    name: 'the user interface (some tens of seconds)',
    file: 'dist/module.js',
    inputs: [...UI, ...SHARED, 'webpack.config.ts', '.config'],
    command: [
      'node_modules/webpack-cli/bin/cli.js',
      '--disable-interpret',
      '-c',
      './webpack.config.ts',
      '--env',
      'production',
    ],
  };
  const backend = {
    name: 'the backend',
    file: executable,
    inputs: ['src/backend', 'src/cloudtrail', ...SHARED, ...BUNDLER],
    command: ['scripts/build-backend.mjs'],
  };
  const preview = {
    name: 'the preview',
    file: 'build/preview/index.html',
    inputs: ['src/preview', ...SHARED, 'scripts/build-preview.mjs', 'scripts/lib/defaultImports.mjs'],
    command: ['scripts/build-preview.mjs'],
  };
  return args.includes('--once') ? [cli, backend] : [cli, backend, ui, preview];
}

module.exports = { isStale, newestChange, outputsFor };
