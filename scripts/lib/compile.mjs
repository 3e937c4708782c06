import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { bunRuntime } from './bunRuntime.mjs';
import { executableFolder, root } from './paths.mjs';
import { executableName, hostTarget } from './targets.mjs';

/** Bun lays the bytecode's temporary files where it runs. */
const work = join(root, 'build/backend');

/** Where Grafana looks for a target's executable. */
export function executablePath(target) {
  return join(executableFolder, executableName(target));
}

/**
 * Turns a bundle into one executable for a target. It replaces an old one in one step, so that a Grafana that restarts
 * its plugin never sees half a file.
 *
 * @returns `{path, bytes}`
 */
export function compile(bundlePath, target, path = executablePath(target)) {
  mkdirSync(work, { recursive: true });
  mkdirSync(dirname(path), { recursive: true });
  const suffix = target.os === 'windows' ? '.exe' : '';
  const partial = join(work, `partial-${process.pid}-${target.os}-${target.arch}${suffix}`);
  const own = hostTarget();
  try {
    execFileSync(
      bunRuntime(own),
      [
        'build',
        bundlePath,
        '--compile',
        '--bytecode',
        '--target=bun',
        // A plugin's configuration comes from Grafana, not from files that happen to lie in its working directory.
        '--no-compile-autoload-dotenv',
        '--no-compile-autoload-bunfig',
        ...(target === own ? [] : [`--compile-executable-path=${bunRuntime(target)}`, `--target=${target.bun}`]),
        '--outfile',
        partial,
      ],
      { cwd: work, stdio: ['ignore', 'pipe', 'inherit'] }
    );
    chmodSync(partial, 0o755);
    renameSync(partial, path);
  } finally {
    rmSync(partial, { force: true });
    for (const name of readdirSync(work).filter((file) => file.endsWith('.bun-build'))) {
      rmSync(join(work, name), { force: true });
    }
  }
  return { path, bytes: statSync(path).size };
}
