import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** What Trino needs. */
export const MIN_JAVA = 24;
const FOLDERS = ['/usr/lib/jvm', '/Library/Java/JavaVirtualMachines'];

/** The oldest version of Java that will do, of those in JAVA_HOME, PATH and the usual folders; undefined without one. */
export function findJava() {
  const found = candidates()
    .map((path) => ({ path, version: versionOf(path) }))
    .filter(({ version }) => version >= MIN_JAVA);
  return found.sort((a, b) => a.version - b.version)[0]?.path;
}

function candidates() {
  const homes = [
    process.env.JAVA_HOME,
    ...FOLDERS.filter(existsSync).flatMap((folder) =>
      readdirSync(folder).flatMap((name) => [join(folder, name), join(folder, name, 'Contents/Home')])
    ),
  ].filter(Boolean);
  const paths = homes.map((home) => join(home, 'bin/java')).filter(existsSync);
  return ['java', ...new Set(paths)];
}

/** The major version; NaN where it does not run. */
function versionOf(path) {
  const { stderr = '' } = spawnSync(path, ['-version'], { encoding: 'utf8' });
  return Number(/version "(\d+)/.exec(stderr ?? '')?.[1]);
}
