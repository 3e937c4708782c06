import { globSync, readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { error } from './finding.mjs';

const EXECUTABLE_MODE = 0o755;

/** Executables and pictures of the built plugin. */
export function* fileFindings({ dist, plugins }) {
  for (const { path, folder, json } of plugins.filter(({ json }) => json.backend)) {
    const executable = join(folder, json.executable ?? '');
    const built = json.executable ? globSync(`${executable}_*_*`, { cwd: dist }) : [];
    if (built.length === 0) {
      yield error('executable', `${path} has a backend, and no executable ${executable}_<os>_<arch> is built.`);
    }
    for (const file of built) {
      const mode = statSync(join(dist, file)).mode & 0o777;
      if (mode !== EXECUTABLE_MODE) {
        yield error('executable-mode', `${file} has the mode 0${mode.toString(8)}: Grafana wants 0755.`);
      }
    }
  }
  for (const file of globSync('**/*.svg', { cwd: dist })) {
    const [, found] = /<\s*(script|foreignObject)\b/i.exec(readFileSync(join(dist, file), 'utf8')) ?? [];
    if (found) {
      yield error('svg', `${basename(file)} has a <${found}>: a picture must not run anything.`);
    }
  }
}
