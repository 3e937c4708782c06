import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** The release that tests run on. */
export const TRINO_VERSION = '476';

const ARCHIVES = [
  { artifact: `io.trino:trino-server-core:${TRINO_VERSION}:tar.gz`, file: `trino-server-core-${TRINO_VERSION}.tar.gz` },
  { artifact: `io.trino:trino-hive:${TRINO_VERSION}:zip`, file: `trino-hive-${TRINO_VERSION}.zip` },
];

/** SIGTRAIL_TRINO_CACHE, else `sigtrail/trino` in the user's cache: outside the repository, 450 MB and as much unpacked. */
export function cacheFolder() {
  return (
    process.env.SIGTRAIL_TRINO_CACHE || join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'sigtrail/trino')
  );
}

/**
 * The folder of an unpacked Trino with its Hive connector; fetched and unpacked where it is not there yet.
 *
 * @param java path of a Java that runs Maven
 * @returns `{folder}`, or `{missing}` with what is not at hand
 */
export function prepareTrino(java) {
  const cache = cacheFolder();
  const folder = join(cache, `trino-${TRINO_VERSION}`);
  if (existsSync(folder)) {
    return { folder };
  }
  mkdirSync(cache, { recursive: true });
  for (const { artifact, file } of ARCHIVES) {
    if (!existsSync(join(cache, file))) {
      const missing = fetch(artifact, file, cache, java);
      if (missing) {
        return { missing };
      }
    }
  }
  const missing = unpack(cache, folder);
  return missing ? { missing } : { folder };
}

/** Downloads beside its place and moves it there whole. @returns what is missing */
function fetch(artifact, file, cache, java) {
  console.log(`fetching ${artifact}, once…`);
  const work = mkdtempSync(join(cache, 'fetch-'));
  try {
    const { status, error, stdout } = spawnSync(
      'mvn',
      ['--batch-mode', '--quiet', 'dependency:copy', `-Dartifact=${artifact}`, `-DoutputDirectory=${work}`],
      // Outside of any project: there is no pom.xml to read.
      { cwd: work, encoding: 'utf8', timeout: 900_000, env: { ...process.env, ...javaHome(java) } }
    );
    if (error?.code === 'ENOENT') {
      return 'Maven (mvn) is not installed';
    }
    if (status !== 0 || !existsSync(join(work, file))) {
      const why = /ERROR\] (.{0,200})/.exec(stdout ?? '')?.[1] ?? error?.message ?? `it ended with ${status}`;
      return `Maven could not fetch ${artifact} (${why})`;
    }
    renameSync(join(work, file), join(cache, file));
    return undefined;
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

function javaHome(java) {
  return java.endsWith('/bin/java') ? { JAVA_HOME: java.slice(0, -'/bin/java'.length) } : {};
}

/** Unpacks beside its place and moves it there whole. @returns what is missing */
function unpack(cache, folder) {
  const work = mkdtempSync(join(cache, 'unpack-'));
  try {
    const [server, hive] = ARCHIVES.map(({ file }) => join(cache, file));
    const home = join(work, `trino-server-core-${TRINO_VERSION}`);
    const plugin = join(work, 'hive');
    for (const [command, args] of [
      ['tar', ['-xzf', server, '-C', work]],
      ['unzip', ['-q', '-d', plugin, hive]],
    ]) {
      const { status, error, stderr } = spawnSync(command, args, { encoding: 'utf8' });
      if (error || status !== 0) {
        return `${command} does not work here (${error?.message ?? stderr.trim().split('\n').at(-1)})`;
      }
    }
    const [name] = readdirSync(plugin);
    renameSync(join(plugin, name), join(home, 'plugin/hive'));
    try {
      renameSync(home, folder);
    } catch (error) {
      // Another run was faster.
      if (!existsSync(folder)) {
        throw error;
      }
    }
    return undefined;
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}
