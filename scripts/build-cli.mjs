// Bundles the command line into build/cli/sigtrail.cjs, which bin/sigtrail.js runs.
import { relative } from 'node:path';
import { bundle } from './lib/bundle.mjs';
import { cliBundle, root } from './lib/paths.mjs';

try {
  await bundle('src/cli/bin.ts', cliBundle, { minify: false });
  console.log(relative(root, cliBundle));
} catch (error) {
  console.error(`build-cli: ${error.message}`);
  process.exitCode = 1;
}
