import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** What is done to a checkout to break it. */
export interface Checkout {
  readonly folder: string;
  write(path: string, text: string): void;
  append(path: string, text: string): void;
  remove(path: string): void;
  mode(path: string, mode: number): void;
  /** Changes a JSON file. */
  change(path: string, change: (value: PluginJson) => void): void;
}

export interface PluginJson {
  id: string;
  name: string;
  type?: string;
  version?: string;
  executable?: string;
  info: {
    version: string;
    description: string;
    keywords: string[];
    logos: { small: string; large: string };
    screenshots: Array<{ path: string }>;
  };
  includes: Array<{ type: string; path: string }>;
  dependencies?: { grafanaDependency?: string };
  scripts: Record<string, string>;
}

const plugin = (type: string, more: object) => ({
  id: `acme-thing-${type}`,
  type,
  name: `Thing ${type}`,
  info: {
    version: '1.2.3',
    description: 'Does a thing.',
    keywords: ['thing'],
    logos: { small: 'img/logo.svg', large: 'img/logo.svg' },
  },
  dependencies: { grafanaDependency: '>=12.3.0' },
  ...more,
});
const app = plugin('app', { includes: [{ type: 'datasource', path: 'datasource/plugin.json' }] });
const APP = { ...app, info: { ...app.info, screenshots: [{ name: 'a', path: 'img/a.png' }] } };
const SOURCE = plugin('datasource', { backend: true, executable: 'gpx_thing' });
const SVG = '<svg xmlns="http://www.w3.org/2000/svg"><path d="M0 0"/></svg>';

const README = `# Thing

See [the docs](https://example.com/docs), [below](#more) and ![a](https://example.com/a.png).

\`\`\`md
[not a link](./docs) <!-- an example -->
\`\`\`

## More
`;
const LICENSE = `MIT License

Permission is hereby granted, free of charge, to any person obtaining a copy of this software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND.
`;

const FILES: Record<string, string> = {
  'package.json': JSON.stringify({ version: '1.2.3', scripts: { build: 'webpack' } }),
  '.config/webpack/webpack.config.ts': '// scaffolded by `@grafana/create-plugin`',
  'dist/README.md': README,
  'dist/LICENSE': LICENSE,
  'dist/CHANGELOG.md': '# Changelog\n\n## 1.2.3\n',
  'dist/plugin.json': JSON.stringify(APP),
  'dist/module.js': '',
  'dist/module.js.map': '{}',
  'dist/img/logo.svg': SVG,
  'dist/img/a.png': '',
  'dist/datasource/plugin.json': JSON.stringify(SOURCE),
  'dist/datasource/module.js': '',
  'dist/datasource/module.js.map': '{}',
  'dist/datasource/img/logo.svg': SVG,
  'dist/datasource/gpx_thing_linux_amd64': 'not Go',
  'src/plugin.json': '{}',
  'src/module.tsx': "import { lazy } from 'react';\nexport const Page = lazy(() => import('./Page'));\n",
  'src/Page.tsx': "import { location } from './place';\nexport const where = location.href;\nconsole.warn(where);\n",
  'src/place.ts': "export const location = { href: 'here' };\nexport const alert = (text: string) => text;\n",
  'src/datasource/plugin.json': '{}',
  'src/datasource/module.ts': "export { Source } from './datasource';\n",
  'src/datasource/datasource.ts': 'export class Source extends DataSourceWithBackend {}\n',
  // No browser gets this.
  'src/backend/main.ts': "console.log('/api/ds/query');\n",
};

/** A plugin of two, with nothing wrong but that its backend is not Go. */
export function goodPlugin(): Checkout {
  const folder = mkdtempSync(join(tmpdir(), 'plugin-'));
  const write = (path: string, text: string) => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  };
  const read = (path: string) => readFileSync(join(folder, path), 'utf8');
  const mode = (path: string, bits: number) => chmodSync(join(folder, path), bits);
  Object.entries(FILES).forEach(([path, text]) => write(path, text));
  mode('dist/datasource/gpx_thing_linux_amd64', 0o755);
  return {
    folder,
    write,
    append: (path, text) => write(path, read(path) + text),
    remove: (path) => rmSync(join(folder, path), { recursive: true }),
    mode,
    change: (path, change) => {
      const value = JSON.parse(read(path)) as PluginJson;
      change(value);
      write(path, JSON.stringify(value));
    },
  };
}
