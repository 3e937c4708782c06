import type { Checkout } from './goodPlugin';

const app = 'dist/plugin.json';
const source = 'dist/datasource/plugin.json';
const page = (text: string) => (at: Checkout) => at.append('src/Page.tsx', text);

type Case = [severity: 'error' | 'warning', code: string, what: string, breakIt: (at: Checkout) => void, says: RegExp];

/** Every way to break a good plugin, with what the check must say of it. */
export const CASES: Case[] = [
  [
    'error',
    'archive-root',
    'a second folder',
    (at) => {
      at.write('archive/acme-thing-app/plugin.json', JSON.stringify({ id: 'acme-thing-app', type: 'app' }));
      at.write('archive/other/a', '');
    },
    /2 folders/,
  ],
  [
    'error',
    'archive-root',
    'another name',
    (at) => at.write('archive/thing/plugin.json', '{"id":"acme-thing-app"}'),
    /is thing/,
  ],
  ['error', 'archive-dist', 'dist in dist', (at) => at.write('dist/dist/a', ''), /not dist\/ itself/],
  [
    'error',
    'version',
    'an older build',
    (at) =>
      at.change('package.json', (json) => {
        json.version = '1.2.4';
      }),
    /1\.2\.3.*1\.2\.4/,
  ],
  [
    'error',
    'module',
    'no source map',
    (at) => at.remove('dist/datasource/module.js.map'),
    /datasource\/module\.js\.map/,
  ],
  [
    'error',
    'nested',
    'an undeclared plugin',
    (at) =>
      at.change(app, (json) => {
        json.includes = [];
      }),
    /datasource\/plugin\.json/,
  ],
  [
    'error',
    'include',
    'a dashboard that is not built',
    (at) =>
      at.change(source, (json) => {
        json.includes = [{ type: 'dashboard', path: 'dashboards/a.json' }];
      }),
    /dashboards\/a\.json/,
  ],
  [
    'error',
    'required',
    'no type',
    (at) =>
      at.change(source, (json) => {
        delete json.type;
      }),
    /no type/,
  ],
  [
    'error',
    'id',
    'another suffix',
    (at) =>
      at.change(app, (json) => {
        json.id = 'acme-thing-panel';
      }),
    /end with .* app/,
  ],
  [
    'error',
    'id',
    'no plugin id',
    (at) =>
      at.change(app, (json) => {
        json.id = 'Thing';
      }),
    /Thing is no plugin id/,
  ],
  [
    'error',
    'name',
    'the id as a name',
    (at) =>
      at.change(app, (json) => {
        json.name = json.id;
      }),
    /name is the id/,
  ],
  [
    'warning',
    'description',
    'no description',
    (at) =>
      at.change(source, (json) => {
        json.info.description = ' ';
      }),
    /datasource\/plugin\.json/,
  ],
  [
    'warning',
    'keywords',
    'no keywords',
    (at) =>
      at.change(app, (json) => {
        json.info.keywords = [];
      }),
    /keywords/,
  ],
  [
    'error',
    'grafana-dependency',
    'no range',
    (at) =>
      at.change(app, (json) => {
        json.dependencies = {};
      }),
    /oldest Grafana/,
  ],
  [
    'warning',
    'grafana-range',
    'one version',
    (at) =>
      at.change(app, (json) => {
        json.dependencies = { grafanaDependency: '12.3.0' };
      }),
    />=12\.3\.0/,
  ],
  [
    'warning',
    'grafana-range',
    'patches only',
    (at) =>
      at.change(app, (json) => {
        json.dependencies = { grafanaDependency: '~12.3.0' };
      }),
    />=12\.3\.0/,
  ],
  [
    'error',
    'image',
    'a logo that is not built',
    (at) => at.remove('dist/datasource/img/logo.svg'),
    /datasource\/img\/logo\.svg/,
  ],
  [
    'error',
    'image',
    'a leading dot',
    (at) =>
      at.change(app, (json) => {
        json.info.logos.small = './img/logo.svg';
      }),
    /leading dot/,
  ],
  [
    'error',
    'image',
    'a picture outside',
    (at) =>
      at.change(source, (json) => {
        json.info.logos.large = 'img/../../img/logo.svg';
      }),
    /relative/,
  ],
  [
    'error',
    'image',
    'a screenshot that is not built',
    (at) =>
      at.change(app, (json) => {
        json.info.screenshots = [{ path: 'img/b.png' }];
      }),
    /img\/b\.png/,
  ],
  [
    'warning',
    'screenshots',
    'no screenshots',
    (at) =>
      at.change(app, (json) => {
        json.info.screenshots = [];
      }),
    /screenshots/,
  ],
  ['error', 'readme', 'no README', (at) => at.remove('dist/README.md'), /README\.md/],
  [
    'error',
    'readme-links',
    'a relative link',
    (at) => at.append('dist/README.md', '[more](docs/more.md)'),
    /docs\/more\.md/,
  ],
  [
    'error',
    'readme-links',
    'a relative definition',
    (at) => at.append('dist/README.md', '\n[more]: ./more.md\n'),
    /\.\/more\.md/,
  ],
  [
    'error',
    'readme-links',
    'a relative picture',
    (at) => at.append('dist/README.md', '<img src="img/a.png">'),
    /img\/a\.png/,
  ],
  [
    'error',
    'readme-template',
    'the template',
    (at) => at.append('dist/README.md', '\n# Grafana app plugin template\n'),
    /template/,
  ],
  ['warning', 'readme-comment', 'a comment', (at) => at.append('dist/README.md', '<!-- to do -->'), /comment/],
  ['error', 'license', 'no licence', (at) => at.remove('dist/LICENSE'), /missing/],
  [
    'error',
    'license',
    'an unknown licence',
    (at) => at.write('dist/LICENSE', 'Do what you want.'),
    /Apache-2\.0, MIT or AGPL-3\.0/,
  ],
  [
    'warning',
    'license-placeholder',
    'a placeholder',
    (at) => at.append('dist/LICENSE', 'Copyright {yyyy}'),
    /\{yyyy\}/,
  ],
  ['warning', 'changelog', 'no changelog', (at) => at.remove('dist/CHANGELOG.md'), /CHANGELOG\.md/],
  [
    'error',
    'executable',
    'no executable',
    (at) =>
      at.change(source, (json) => {
        json.executable = 'gpx_other';
      }),
    /gpx_other_<os>_<arch>/,
  ],
  [
    'error',
    'executable-mode',
    'a mode of files',
    (at) => at.mode('dist/datasource/gpx_thing_linux_amd64', 0o644),
    /0644/,
  ],
  [
    'error',
    'svg',
    'a script in a picture',
    (at) => at.write('dist/img/logo.svg', '<svg><script>1</script></svg>'),
    /<script>/,
  ],
  [
    'error',
    'svg',
    'HTML in a picture',
    (at) => at.write('dist/img/logo.svg', '<svg><foreignObject/></svg>'),
    /<foreignObject>/,
  ],
  ['error', 'dialog', 'alert()', page("\nalert('a');"), /src\/Page\.tsx:5:1: alert\(\)/],
  ['error', 'dialog', 'window.confirm()', page("\nwindow.confirm('a');"), /confirm\(\)/],
  ['error', 'dialog', 'prompt()', page("\nprompt('a');"), /prompt\(\)/],
  ['error', 'window-open', 'window.open()', page("\nwindow.open('a', '_blank', 'noopener');"), /noreferrer/],
  ['error', 'css-import', 'a style sheet', page("\nimport './page.css';"), /\.\/page\.css/],
  ['error', 'global-style', 'Global', page("\nimport { Global as G } from '@emotion/react';"), /Global/],
  ['error', 'ds-query', 'Grafana’s own query API', page("\nexport const url = '/api/ds/query';"), /ds\/query/],
  [
    'error',
    'test-datasource',
    'testDatasource()',
    (at) =>
      at.write(
        'src/datasource/datasource.ts',
        'export class Source extends runtime.DataSourceWithBackend<Q> { testDatasource() {} }'
      ),
    /src\/datasource\/datasource\.ts/,
  ],
  ['warning', 'console', 'console.log', page("\nconsole.log('a');"), /console\.log/],
  ['warning', 'ts-ignore', '@ts-ignore', page('\n// @ts-' + 'ignore'), /src\/Page\.tsx:5:4/],
  ['warning', 'ts-ignore', '@ts-expect-error', page('\n// @ts-' + 'expect-error'), /@ts-expect-error/],
  ['warning', 'gf-form', 'gf-form', page('\nexport const Form = () => <div className="gf-form" />;'), /gf-form/],
  ['warning', 'location', 'window.location.href', page("\nwindow.location.href = 'a';"), /location\.href/],
  [
    'warning',
    'location',
    'location.search',
    (at) => at.append('src/place.ts', '\n') ?? at.append('src/datasource/module.ts', 'location.search;'),
    /location\.search/,
  ],
  [
    'error',
    'create-plugin',
    'another configuration',
    (at) => at.write('.config/webpack/webpack.config.ts', ''),
    /create-plugin/,
  ],
  [
    'error',
    'toolkit',
    'a script of the toolkit',
    (at) =>
      at.change('package.json', (json) => {
        json.scripts.build = 'grafana-toolkit plugin:build';
      }),
    /build/,
  ],
  [
    'error',
    'expected',
    'a Go program after all',
    (at) => {
      at.write('dist/datasource/gpx_thing_linux_amd64', 'ELF \xff Go buildinf: go1.26');
      at.write('go.mod', 'require github.com/grafana/grafana-plugin-sdk-go v0.290.0');
    },
    /was expected and did not come/,
  ],
  ['error', 'unreadable', 'nothing built', (at) => at.remove('dist'), /npm run build/],
];
