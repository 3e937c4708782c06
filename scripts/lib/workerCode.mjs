import { join } from 'node:path';
import { root } from './paths.mjs';

const PREFIX = 'virtual:worker/';

/**
 * esbuild plugin: `virtual:worker/<path>` is the bundle of src/<path>.ts as text, for
 * `new Worker(code, { eval: true })`. A worker that is a text needs no file beside the executable.
 *
 * @param bundle builds an entry point with the options of the bundle that asks, without writing it
 */
export function workerCode(bundle) {
  return {
    name: 'worker-code',
    setup(build) {
      build.onResolve({ filter: /^virtual:worker\// }, ({ path }) => ({ path, namespace: 'worker-code' }));
      build.onLoad({ filter: /.*/, namespace: 'worker-code' }, async ({ path }) => {
        const entry = join(root, 'src', `${path.slice(PREFIX.length)}.ts`);
        const { outputFiles, metafile } = await bundle(entry);
        return {
          contents: `export const code = ${JSON.stringify(outputFiles[0].text)};`,
          loader: 'js',
          watchFiles: Object.keys(metafile.inputs)
            .filter((file) => !file.includes(':'))
            .map((file) => join(root, file)),
        };
      });
    },
  };
}
