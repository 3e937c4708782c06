import path from 'path';
import CopyWebpackPlugin from 'copy-webpack-plugin';
import type { Configuration } from 'webpack';
import { mergeWithCustomize, unique } from 'webpack-merge';
import grafanaConfig, { type Env } from './.config/webpack/webpack.config.ts';

// What create-plugin's configuration leaves out: it copies only the root plugin's images,
// and it copies every JSON file below src/, of which only the plugins' own belong in dist/.
const patterns = [
  { from: '../README.md', to: '.', force: true },
  { from: '../LICENSE', to: '.' },
  { from: '../NOTICE', to: '.' },
  { from: '../CHANGELOG.md', to: '.', force: true },
  { from: '{,datasource/}plugin.json', to: '.' },
  { from: '{img,datasource/img}/**/*', to: '.' },
  // Grafana shows the documentation's pictures on the plugin's page.
  { from: '../docs/img/*-dark.png', to: 'img/[name][ext]' },
  { from: 'datasource/dashboards/*.json', to: '.', noErrorOnMissing: true },
  { from: 'datasource/query_help.md', to: 'datasource', noErrorOnMissing: true },
  { from: 'locales/**/*.json', to: '.', noErrorOnMissing: true },
];

/** The JSX runtime that tsconfig.json names; create-plugin's rule would ask for React in every file's scope. */
function withJsxRuntime(base: Configuration): Configuration {
  for (const rule of base.module?.rules ?? []) {
    const use = rule && typeof rule === 'object' ? rule.use : undefined;
    if (use && typeof use === 'object' && 'loader' in use && use.loader === 'swc-loader') {
      const options = use.options as { jsc: Record<string, unknown> };
      options.jsc.transform = { react: { runtime: 'automatic' } };
    }
  }
  return base;
}

const config = async (env: Env): Promise<Configuration> => {
  const base = withJsxRuntime(await grafanaConfig(env));
  return mergeWithCustomize<Configuration>({
    customizeArray: unique('plugins', ['CopyPlugin'], (plugin) => plugin?.constructor?.name),
  })(base, {
    cache: { type: 'filesystem', cacheDirectory: path.resolve('.cache/webpack') },
    plugins: [new CopyWebpackPlugin({ patterns })],
  });
};

export default config;
