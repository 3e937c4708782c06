import { readFile } from 'node:fs/promises';

const DEFAULT_IMPORT = /^import (\w+)(, \{[^}]*\})? from ('[^'.][^']*');/gm;

/**
 * An esbuild plugin for Grafana's packages, whose files end in `.mjs`. In such files esbuild gives the default import
 * of a CommonJS package as Node does, as all that it exports; Grafana's code expects what it exports as `default`.
 */
export function defaultImports() {
  return {
    name: 'default-imports',
    setup(build) {
      build.onLoad({ filter: /[\\/]@grafana[\\/].*\.mjs$/ }, async ({ path }) => {
        const text = await readFile(path, 'utf8');
        const contents = text.replace(
          DEFAULT_IMPORT,
          (_, name, others = '', from) =>
            `import ${name}$ESM${others} from ${from}; const ${name} = ${name}$ESM?.__esModule ? ${name}$ESM.default : ${name}$ESM;`
        );
        return { contents, loader: 'js' };
      });
    },
  };
}
