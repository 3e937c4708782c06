import { mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { build } from 'esbuild';
import { bundledRules } from './bundledRules.mjs';
import { root } from './paths.mjs';
import { workerCode } from './workerCode.mjs';

const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

function options(minify) {
  return {
    bundle: true,
    platform: 'node',
    target: 'node24',
    // Bun's bytecode wants CommonJS.
    format: 'cjs',
    absWorkingDir: root,
    minifySyntax: minify,
    minifyWhitespace: minify,
    // Names stay: they are what a stack in a log is read by.
    keepNames: false,
    sourcemap: false,
    legalComments: 'none',
    metafile: true,
    logLevel: 'error',
    // Present in one runtime each; loaded behind a check.
    external: ['bun:*', 'node:*'],
    define: { 'process.env.SIGTRAIL_VERSION': JSON.stringify(version) },
    plugins: [bundledRules(), workerCode((entry) => build({ ...options(minify), entryPoints: [entry], write: false }))],
  };
}

/**
 * Bundles one entry point of src/ into one CommonJS file. The file appears in one step: another build or command may
 * be at work in the same folder.
 */
export async function bundle(entry, outfile, { minify = true } = {}) {
  mkdirSync(dirname(outfile), { recursive: true });
  const partial = `${outfile}.${process.pid}`;
  try {
    await build({ ...options(minify), entryPoints: [join(root, entry)], outfile: partial });
    renameSync(partial, outfile);
  } finally {
    rmSync(partial, { force: true });
  }
}
