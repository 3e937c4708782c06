import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * Puts packages, `{name: version}`, into `folder/node_modules` without what they depend on, and gives that folder. What is
 * there in that version stays. Throws where the registry does not give them.
 */
export function fetchTypes(packages, folder) {
  const modules = join(folder, 'node_modules');
  mkdirSync(modules, { recursive: true });
  const missing = Object.entries(packages).filter(([name, version]) => versionOf(join(modules, name)) !== version);
  if (missing.length > 0) {
    const work = mkdtempSync(join(folder, 'pack-'));
    try {
      run('npm', ['pack', '--silent', '--pack-destination', work, ...missing.map((one) => one.join('@'))]);
      missing.forEach(([name, version]) => unpack(work, name, version, join(modules, name)));
    } finally {
      rmSync(work, { recursive: true, force: true });
    }
  }
  return modules;
}

function unpack(work, name, version, place) {
  run('tar', ['-xzf', join(work, `${name.replace('@', '').replace('/', '-')}-${version}.tgz`), '-C', work]);
  rmSync(place, { recursive: true, force: true });
  mkdirSync(dirname(place), { recursive: true });
  renameSync(join(work, 'package'), place);
}

function versionOf(place) {
  const path = join(place, 'package.json');
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')).version : undefined;
}

function run(command, args) {
  const { status, error, stderr } = spawnSync(command, args, { encoding: 'utf8' });
  if (error || status !== 0) {
    throw new Error(`${command} ${args.join(' ')}: ${error?.message ?? stderr.trim()}`);
  }
}
