import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './paths.mjs';
import { hostTarget } from './targets.mjs';

/**
 * Path of the Bun executable that a target's file is made of: the installed one, or that of the npm package for the
 * target, fetched once into .cache/bun and compared with the hash in package-lock.json.
 */
export function bunRuntime(target) {
  const file = target.os === 'windows' ? 'bun.exe' : 'bun';
  const installed = [
    join(root, 'node_modules/@oven', target.bun, 'bin', file),
    // The installation of the package `bun` moves its machine's executable here, under this name on every system.
    ...(target === hostTarget() ? [join(root, 'node_modules/bun/bin/bun.exe')] : []),
  ].find((path) => existsSync(path));
  if (installed) {
    return installed;
  }
  const { version, integrity } = lockedPackage(`@oven/${target.bun}`);
  const folder = join(root, '.cache/bun', `${target.bun}-${version}`);
  const cached = join(folder, 'package/bin', file);
  if (!existsSync(cached)) {
    fetchPackage(`@oven/${target.bun}@${version}`, integrity, folder);
  }
  return cached;
}

function lockedPackage(name) {
  const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));
  const entry = packages[`node_modules/${name}`];
  if (!entry?.integrity?.startsWith('sha512-')) {
    throw new Error(`package-lock.json has no hash for ${name}. Run \`npm install\` to complete it.`);
  }
  return entry;
}

function fetchPackage(spec, integrity, folder) {
  const partial = `${folder}.partial-${process.pid}`;
  rmSync(partial, { recursive: true, force: true });
  mkdirSync(partial, { recursive: true });
  try {
    console.error(`Fetching ${spec} …`);
    const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
    const report = execFileSync(npm, ['pack', spec, '--json', '--pack-destination', partial], {
      cwd: root,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'inherit'],
      shell: process.platform === 'win32',
    });
    const [{ filename }] = Object.values(JSON.parse(report));
    const archive = join(partial, filename.replace('@', '').replace('/', '-'));
    const hash = createHash('sha512').update(readFileSync(archive)).digest('base64');
    if (`sha512-${hash}` !== integrity) {
      throw new Error(`${spec} is not what package-lock.json names (its hash differs). It was not used.`);
    }
    execFileSync('tar', ['-xzf', archive, '-C', partial]);
    rmSync(archive);
    rmSync(folder, { recursive: true, force: true });
    renameSync(partial, folder);
  } finally {
    rmSync(partial, { recursive: true, force: true });
  }
}
