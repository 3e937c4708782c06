// Builds build/preview/: a page that hosts the built plugin without Grafana, for `sigtrail demo` and browser tests.
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { build } from 'esbuild';
import { defaultImports } from './lib/defaultImports.mjs';
import { root } from './lib/paths.mjs';

const out = join(root, 'build/preview');
const packages = join(root, 'node_modules');
const require = createRequire(import.meta.url);
const packageFolder = (name) => dirname(require.resolve(`${name}/package.json`));

// Where @grafana/ui looks for its fonts. Its Inter is the same family as the package's.
const ROBOTO_MONO = 'roboto/L0xTDF4xlVMF-BfR8bXMIhJHg45mwgGEFl0_3vrtSM1J-gEPT5Ese6hmHSh0mQ.woff2';
const FONTS = {
  'inter/Inter-Regular.woff2': '@fontsource/inter/files/inter-latin-400-normal.woff2',
  'inter/Inter-Italic.woff2': '@fontsource/inter/files/inter-latin-400-italic.woff2',
  'inter/Inter-Medium.woff2': '@fontsource/inter/files/inter-latin-500-normal.woff2',
  'inter/Inter-MediumItalic.woff2': '@fontsource/inter/files/inter-latin-500-italic.woff2',
  [ROBOTO_MONO]: '@fontsource/roboto-mono/files/roboto-mono-latin-400-normal.woff2',
};

// Root-relative: the page is served for every path of its router.
const PAGE = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <base href="/" />
    <title>Sigma for CloudTrail (preview)</title>
    <link rel="icon" href="/public/plugins/sigtrail-cloudtrail-app/img/logo.svg" />
    <link rel="stylesheet" href="/main.css" />
    <style>body { margin: 0; }</style>
  </head>
  <body>
    <div id="root"></div>
    <script type="module" src="/main.js"></script>
  </body>
</html>
`;

const common = {
  absWorkingDir: root,
  bundle: true,
  platform: 'browser',
  target: 'es2022',
  minify: true,
  legalComments: 'none',
  logLevel: 'error',
  define: { 'process.env.NODE_ENV': '"production"', global: 'globalThis' },
};

async function buildPreview() {
  rmSync(out, { recursive: true, force: true });
  await build({
    ...common,
    entryPoints: { main: 'src/preview/main.tsx' },
    outdir: out,
    format: 'esm',
    splitting: true,
    chunkNames: 'chunks/[name]-[hash]',
    jsx: 'automatic',
    plugins: [defaultImports()],
    mainFields: ['browser', 'module', 'main'],
    loader: { '.ttf': 'file', '.svg': 'file', '.woff2': 'file' },
    assetNames: 'assets/[name]-[hash]',
    alias: {
      'grafana-runtime-plugin-page': join(packageFolder('@grafana/runtime'), 'dist/esm/components/PluginPage.mjs'),
    },
  });
  await build({
    ...common,
    entryPoints: { 'editor.worker': 'monaco-editor/esm/vs/editor/editor.worker.js' },
    outdir: out,
    format: 'iife',
  });
  cpSync(join(packageFolder('@grafana/ui'), 'dist/public/img'), join(out, 'public/build/img'), { recursive: true });
  // Grafana has some icons from elsewhere.
  cpSync(join(root, 'src/preview/icons'), join(out, 'public/build/img/icons/unicons'), { recursive: true });
  const icons = join(out, 'public/build/img/icons');
  const all = readdirSync(icons, { recursive: true })
    .filter((file) => file.endsWith('.svg'))
    .map((file) => [file.replaceAll('\\', '/').slice(0, -'.svg'.length), readFileSync(join(icons, file), 'utf8')]);
  writeFileSync(join(icons, 'all.json'), JSON.stringify(Object.fromEntries(all)));
  for (const [name, from] of Object.entries(FONTS)) {
    const to = join(out, 'public/fonts', name);
    mkdirSync(dirname(to), { recursive: true });
    cpSync(join(packages, from), to);
  }
  // Last: with it the preview is there.
  writeFileSync(join(out, 'index.html'), PAGE);
  console.log('build/preview');
}

try {
  await buildPreview();
} catch (error) {
  console.error(`build-preview: ${error.message}`);
  process.exitCode = 1;
}
