import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The repository's root. */
export const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');

export const backendBundle = join(root, 'build/backend/backend.cjs');
export const cliBundle = join(root, 'build/cli/sigtrail.cjs');
/** Where Grafana looks for the executable of the nested data source. */
export const executableFolder = join(root, 'dist/datasource');
/** What npm installed into. */
export const binFolder = join(root, 'node_modules/.bin');
