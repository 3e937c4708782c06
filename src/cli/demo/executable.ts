import { existsSync } from 'node:fs';
import { join } from 'node:path';

const ARCH: Readonly<Record<string, string>> = { x64: 'amd64' };

/** Where the built plugin lies, seen from the built command line (`build/cli/`). */
export function repositoryRoot(): string {
  return process.env.SIGTRAIL_ROOT ?? join(__dirname, '../..');
}

/**
 * The backend executable of this machine, under Grafana's name for it.
 *
 * @throws Error when it is not built
 */
export function backendExecutable(root: string): string {
  const os = process.platform === 'win32' ? 'windows' : process.platform;
  const arch = ARCH[process.arch] ?? process.arch;
  const path = join(root, `dist/datasource/gpx_sigtrail_${os}_${arch}${os === 'windows' ? '.exe' : ''}`);
  if (!existsSync(path)) {
    throw new Error(`${path} is not there. Run \`npm run build\` first.`);
  }
  return path;
}
