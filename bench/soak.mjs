// Steady load on the built backend over the emulator: memory, handles and files must not grow.
// usage: npm run bench:soak [-- MINUTES]   default 60; needs `npm run build:backend` and Linux
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { bundle } from '../scripts/lib/bundle.mjs';
import { root } from '../scripts/lib/paths.mjs';

const script = join(root, 'build/bench/soak.cjs');
await bundle('bench/soak/run.ts', script, { minify: false });
const { status } = spawnSync(process.execPath, [script, process.argv[2] ?? '60'], {
  stdio: 'inherit',
  env: { ...process.env, SIGTRAIL_ROOT: process.env.SIGTRAIL_ROOT ?? root },
});
process.exitCode = status ?? 1;
