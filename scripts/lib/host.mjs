import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './paths.mjs';

const source = join(root, '../shared/host');
const folder = join(root, '.cache/host');

/**
 * Builds the plugin host, a Go program with Grafana's own plugin SDK; quick where it was built before.
 *
 * @returns `{path}`, or `{missing}` with a sentence where it cannot be built here
 */
export function buildHost() {
  if (!existsSync(join(source, 'main.go'))) {
    return { missing: 'the sources of the plugin host (../shared/host) are not here' };
  }
  if (spawnSync('go', ['version']).status !== 0) {
    return { missing: 'Go is not installed' };
  }
  mkdirSync(folder, { recursive: true });
  execFileSync('go', ['build', '-o', folder, '.', './cmd/arrowcheck'], {
    cwd: source,
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  // Go names it after its module.
  return { path: join(folder, 'pluginhost') };
}

/** Starts the host with arguments; resolves with its exit code and the JSON that it prints. */
export function runHost(path, args) {
  return new Promise((resolve, reject) => {
    const child = spawn(path, args, { stdio: ['ignore', 'pipe', 'pipe'] });
    child.stdout.setEncoding('utf8');
    let out = '';
    let err = '';
    child.stdout.on('data', (chunk) => (out += chunk));
    child.stderr.on('data', (chunk) => (err += chunk));
    child.once('error', reject);
    child.once('close', (code) => {
      try {
        resolve({ code, ...JSON.parse(out) });
      } catch {
        reject(new Error(`the host ended with ${code} and printed no JSON: ${err.slice(-500)}`));
      }
    });
  });
}
