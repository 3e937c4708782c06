// Writes the data source's dashboards, src/datasource/dashboards/*.json, from scripts/dashboards/.
// usage: npm run build:dashboards [-- --check]     --check: exit 1 where a file is not what would be written
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { health } from './dashboards/health.mjs';
import { overview } from './dashboards/overview.mjs';
import { principal } from './dashboards/principal.mjs';
import { rule } from './dashboards/rule.mjs';
import { root } from './lib/paths.mjs';

const DASHBOARDS = { overview, rule, principal, health };
const check = process.argv.includes('--check');
for (const [name, dashboard] of Object.entries(DASHBOARDS)) {
  const file = join(root, 'src/datasource/dashboards', `${name}.json`);
  const text = await format(JSON.stringify(dashboard), { ...(await resolveConfig(file)), filepath: file });
  if (!check) {
    writeFileSync(file, text);
  } else if (!existsSync(file) || readFileSync(file, 'utf8') !== text) {
    console.error(`${file} is not what scripts/dashboards/ makes: run \`npm run build:dashboards\`.`);
    process.exitCode = 1;
  }
}
