import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { error } from './finding.mjs';

const CONFIG = '.config/webpack/webpack.config.ts';

/** That the plugin is built by what Grafana still supports. */
export function* toolchainFindings({ checkout, packageJson }) {
  const path = join(checkout, CONFIG);
  if (!existsSync(path) || !readFileSync(path, 'utf8').includes('@grafana/create-plugin')) {
    yield error('create-plugin', `${CONFIG} is not that of @grafana/create-plugin: build with its configuration.`);
  }
  for (const [name, script] of Object.entries(packageJson.scripts ?? {})) {
    if (script.includes('grafana-toolkit ')) {
      yield error('toolkit', `The script ${name} runs grafana-toolkit, which does not work any more.`);
    }
  }
}
