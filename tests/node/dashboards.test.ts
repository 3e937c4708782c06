import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { APP_ID, DATASOURCE_ID } from '../../src/contract/ids';
import { LEVELS } from '../../src/contract/levels';
import { VARIABLE_KINDS } from '../../src/datasource/types';
import { allPanels, readDashboards, textsIn, variablesIn } from './testing/dashboards';

const root = join(__dirname, '../..');
const readJson = <T>(file: string) => JSON.parse(readFileSync(join(root, file), 'utf8')) as T;
const dashboards = readDashboards();
const all = Object.values(dashboards);

interface PluginJson {
  includes: Array<{ type: string; name: string; path: string }>;
}

it('lists each dashboard in plugin.json, by its title', () => {
  const { includes } = readJson<PluginJson>('src/datasource/plugin.json');
  const listed = includes.filter(({ type }) => type === 'dashboard').map(({ name, path }) => [path, name]);
  expect(Object.fromEntries(listed)).toEqual(
    Object.fromEntries(Object.entries(dashboards).map(([file, { title }]) => [`dashboards/${file}`, title]))
  );
  expect(new Set(all.map(({ uid }) => uid)).size).toBe(all.length);
});

it('is what scripts/dashboards/ makes', () => {
  const { status, stderr } = spawnSync(process.execPath, ['scripts/dashboards.mjs', '--check'], {
    cwd: root,
    encoding: 'utf8',
  });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
});

it('has a colour of its own for each level', () => {
  const panels = all.flatMap(allPanels).flatMap(({ fieldConfig }) => fieldConfig?.overrides ?? []);
  const colours = (text: (override: (typeof panels)[number]) => unknown[]) => [...new Set(panels.flatMap(text))];
  const ofSeries = colours(({ matcher, properties }) =>
    properties.flatMap(({ id, value }) =>
      id === 'color' && (LEVELS as readonly string[]).includes(matcher.options)
        ? `${matcher.options} ${(value as { fixedColor: string }).fixedColor}`
        : []
    )
  );
  const inTables = colours(({ properties }) =>
    properties.flatMap(({ id, value }) =>
      id === 'mappings'
        ? Object.entries((value as Array<{ options: Record<string, { color: string }> }>)[0].options).map(
            ([level, { color }]) => `${level} ${color}`
          )
        : []
    )
  );
  expect(ofSeries.sort()).toEqual(inTables.sort());
  expect(ofSeries.map((text) => String(text).split(' ')[0])).toEqual([...LEVELS].sort());
  expect(new Set(ofSeries.map((text) => String(text).split(' ')[1])).size).toBe(LEVELS.length);
});

describe.each(Object.entries(dashboards))('%s', (_, dashboard) => {
  const variables = dashboard.templating.list;
  const panels = allPanels(dashboard);

  it('has panels with ids of their own, side by side', () => {
    const ids = panels.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const list of [dashboard.panels, ...panels.map(({ panels: inner = [] }) => inner)]) {
      list.forEach((a, index) => {
        expect(a.gridPos.x + a.gridPos.w).toBeLessThanOrEqual(24);
        for (const b of list.slice(index + 1)) {
          const apart = (from: 'x' | 'y', size: 'w' | 'h') =>
            a.gridPos[from] + a.gridPos[size] <= b.gridPos[from] ||
            b.gridPos[from] + b.gridPos[size] <= a.gridPos[from];
          expect([a.title, b.title, apart('x', 'w') || apart('y', 'h')]).toEqual([a.title, b.title, true]);
        }
      });
    }
  });

  it('defines each variable that it uses, once, and uses each that it defines', () => {
    const names = variables.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    const used = new Set([
      ...textsIn([dashboard.links, dashboard.panels, variables]).flatMap(variablesIn),
      ...panels.flatMap(({ repeat }) => repeat ?? []),
    ]);
    expect([...used].sort()).toEqual([...names].sort());
  });

  it('asks for lists that the data source knows', () => {
    for (const { type, query, datasource } of variables) {
      if (type === 'query') {
        expect(datasource).toEqual({ type: DATASOURCE_ID, uid: '${datasource}' });
        expect(VARIABLE_KINDS).toContain((query as { queryType: string }).queryType);
      }
    }
  });

  it('names data sources by variables alone', () => {
    const sources = panels.flatMap(({ datasource, targets = [] }) => [datasource, ...targets.map((t) => t.datasource)]);
    const uids = new Set(sources.flatMap((source) => source?.uid ?? []));
    expect([...uids].filter((uid) => !uid.startsWith('$') && uid !== '-- Dashboard --')).toEqual([]);
  });

  it('links to dashboards and pages that are there, with variables that they have', () => {
    const { includes } = readJson<PluginJson>('src/plugin.json');
    const pages = includes.filter(({ type }) => type === 'page').map(({ path }) => path.replace('%PLUGIN_ID%', APP_ID));
    const urls = textsIn([dashboard.links, dashboard.panels]).filter((text) => /^\/[a-z]/.test(text));
    expect(urls.length).toBeGreaterThan(0);
    for (const url of urls) {
      const [path, search = ''] = url.split('?');
      const target = all.find(({ uid }) => path === `/d/${uid}`);
      const page = pages.find((own) => path === own || path.startsWith(`${own}/`));
      expect([url, target !== undefined || page !== undefined]).toEqual([url, true]);
      if (target) {
        const known = target.templating.list.map(({ name }) => name);
        const passed = [...search.matchAll(/var-(\w+)=|\$\{(\w+):queryparam\}/g)].map(([, a, b]) => a ?? b);
        expect([url, passed.filter((name) => !known.includes(name))]).toEqual([url, []]);
      }
    }
  });

  it('says what an empty panel means', () => {
    const asked = panels.filter(({ type }) => !['row', 'text'].includes(type));
    expect(asked.filter(({ fieldConfig }) => !fieldConfig?.defaults.noValue).map(({ title }) => title)).toEqual([]);
  });
});
