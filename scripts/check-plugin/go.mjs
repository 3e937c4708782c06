import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { error } from './finding.mjs';

/** What Go's linker writes before a program's build information. */
const GO_BUILD_INFO = Buffer.from('\xff Go buildinf:', 'latin1');
const SDK = 'github.com/grafana/grafana-plugin-sdk-go';

/** A backend must be Go for Grafana's catalogue: a module that uses its SDK, and a program for linux/amd64. */
export function* goFindings({ checkout, dist, plugins }) {
  const backends = plugins.filter(({ json }) => json.backend);
  if (backends.length === 0) {
    return;
  }
  const module = join(checkout, 'go.mod');
  if (!existsSync(module) || !readFileSync(module, 'utf8').includes(SDK)) {
    yield error('go-module', `The backend has no go.mod that requires ${SDK}.`);
  }
  for (const { folder, json } of backends) {
    const [file] = globSync(join(folder, `${json.executable}_linux_amd64`), { cwd: dist });
    if (file === undefined || !readFileSync(join(dist, file)).includes(GO_BUILD_INFO)) {
      yield error('go-binary', `${json.id} has no executable for linux/amd64 that Go has built.`);
    }
  }
}
