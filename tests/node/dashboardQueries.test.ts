import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseQuery } from '../../src/backend/queries/parseQuery';
import { EmulatedBackend } from '../../src/backend/testing/emulatedBackend';
import { KEY_RULE, SAMPLE_RULES, STOP_RULE, USER_RULE } from '../../src/backend/testing/sampleRules';
import {
  DEFAULT_ACCOUNT,
  DEFAULT_EXTERNAL_ID,
  DEFAULT_ROLE,
  defaultAccounts,
} from '../../src/cloudtrail/emulator/auth/accounts';
import { record } from '../../src/cloudtrail/emulator/testing';
import { DATASOURCE_ID } from '../../src/contract/ids';
import { expand } from '../../src/datasource/query/expand';
import { interpolate, lookupProblem } from '../../src/datasource/query/interpolate';
import { isUnfinished } from '../../src/datasource/query/migrate';
import type { SigtrailQuery } from '../../src/datasource/types';
import { allPanels, readDashboards, type Panel, type Target } from './testing/dashboards';
import { CHOICES, replaceVariables, type Choice, type Samples } from './testing/replaceVariables';

const OTHER_ACCOUNT = '444455556666';
const REGIONS = ['eu-central-1', 'us-east-1'];
const arn = (user: string) => `arn:aws:iam::${DEFAULT_ACCOUNT}:user/path/${user}`;
const KEY = 'AKIAEXAMPLE000000001';
const SAMPLES: Samples = {
  datasource: ['sigtrail'],
  prometheus: ['metrics'],
  account: [DEFAULT_ACCOUNT, OTHER_ACCOUNT],
  region: REGIONS,
  level: ['high', 'critical', 'medium'],
  rule: [KEY_RULE, STOP_RULE, USER_RULE],
  // All that regular expressions read as something else.
  principal: [arn('user0'), arn('a.b+c|d(e)[f]{2}^$?\\')],
  user: ['user0'],
  accessKey: [KEY],
};
const dashboards = Object.entries(readDashboards());
const own = (panel: Panel) => (panel.targets ?? []).filter(({ datasource }) => datasource.type === DATASOURCE_ID);

/** What the browser would send of a panel, as JSON hands it on. */
function sentQueries(file: string, choice: Choice, samples = SAMPLES): Array<{ panel: Panel; query: SigtrailQuery }> {
  const dashboard = readDashboards()[file];
  const replace = replaceVariables(dashboard.templating.list, choice, samples);
  return allPanels(dashboard).flatMap((panel) =>
    own(panel)
      .map((target) => target as unknown as SigtrailQuery)
      .map((target) => {
        expect([panel.title, lookupProblem(target, replace)]).toEqual([panel.title, undefined]);
        return { panel, query: JSON.parse(JSON.stringify(interpolate(target, replace))) as SigtrailQuery };
      })
      .filter(({ query }) => !isUnfinished(query))
  );
}
const model = (query: SigtrailQuery) => query as unknown as Record<string, unknown>;

/** Calls of a few people in two regions and accounts, one each second: half of them are what a rule looks for. */
function textsOf(count: number): string[] {
  const calls = ['CreateUser', 'DescribeInstances', 'CreateAccessKey', 'ListUsers'];
  return Array.from({ length: count }, (_, index) => {
    const user = `user${index % 7}`;
    return record(`e${index}`, 60 + index, {
      eventName: calls[index % calls.length],
      eventSource: index % calls.length === 1 ? 'ec2.amazonaws.com' : 'iam.amazonaws.com',
      awsRegion: REGIONS[index % 5 === 0 ? 0 : 1],
      recipientAccountId: index % 4 === 3 ? OTHER_ACCOUNT : DEFAULT_ACCOUNT,
      userIdentity: { type: 'IAMUser', arn: arn(user), userName: user, ...(index % 3 ? {} : { accessKeyId: KEY }) },
      sourceIPAddress: `203.0.113.${index % 20}`,
    });
  });
}

const open: EmulatedBackend[] = [];
async function backendWith(count: number): Promise<EmulatedBackend> {
  const backend = await EmulatedBackend.start({
    speed: 20,
    requestsPerSecond: 500,
    accounts: defaultAccounts([DEFAULT_ACCOUNT, OTHER_ACCOUNT]),
    rules: SAMPLE_RULES,
    jsonData: {
      regions: REGIONS,
      accounts: [
        {
          name: 'other',
          assumeRoleArn: `arn:aws:iam::${OTHER_ACCOUNT}:role/${DEFAULT_ROLE}`,
          externalId: DEFAULT_EXTERNAL_ID,
        },
      ],
      requestsPerSecond: 100,
      // The machine's pauses are as many times as long as time is fast.
      lookupTimeoutSeconds: 200,
    },
  });
  open.push(backend);
  backend.emulator.addEvents(textsOf(count));
  return backend;
}
afterEach(async () => {
  await Promise.all(open.splice(0).map((backend) => backend.close()));
});

describe.each(dashboards)('%s', (file, dashboard) => {
  it.each(CHOICES)('has queries that the backend reads, with %s chosen', (choice) => {
    const sent = sentQueries(file, choice);
    expect(sent.length).toBeGreaterThan(0);
    for (const { panel, query } of sent) {
      expect([panel.title, JSON.stringify(parseQuery(model(query), '', false))]).toEqual([
        panel.title,
        expect.not.stringMatching(/\$\{|"\$/),
      ]);
    }
  });

  it.each([0, 5, 1500])('shows %d events without an error', async (count) => {
    const backend = await backendWith(count);
    for (const choice of CHOICES) {
      const sent = sentQueries(file, choice);
      const answers = await backend.queries(sent.map(({ query }) => model(query)));
      answers.forEach(({ frames, error }, index) => {
        const { title } = sent[index].panel;
        expect([choice, title, error]).toEqual([choice, title, undefined]);
        expect([title, frames.length > 0]).toEqual([title, true]);
      });
    }
  });

  it('dresses columns that its frames have', async () => {
    const backend = await backendWith(100);
    const sent = sentQueries(file, 'all').filter(({ panel }) => panel.type === 'table' && !panel.transformations);
    const answers = await backend.queries(sent.map(({ query }) => model(query)));
    answers.forEach(({ frames }, index) => {
      const { title, fieldConfig } = sent[index].panel;
      const names = frames.flatMap(({ fields }) => fields.map(({ name }) => name));
      const dressed = (fieldConfig?.overrides ?? []).filter(({ matcher }) => matcher.id === 'byName');
      const unknown = dressed.map(({ matcher }) => matcher.options).filter((name) => !names.includes(name));
      expect([title, unknown]).toEqual([title, []]);
    });
  });

  it('shows what other panels of it asked for', () => {
    const panels = allPanels(dashboard);
    const shared = panels.flatMap(({ targets = [] }) =>
      targets.filter(({ datasource }) => datasource.type === 'datasource')
    );
    for (const { panelId } of shared) {
      const asked = panels.find(({ id }) => id === panelId);
      expect(asked && own(asked)).toHaveLength(1);
    }
  });
});

describe('what is chosen', () => {
  const answer = async (file: string, title: string, choice: Choice, samples = SAMPLES) => {
    const backend = await backendWith(100);
    const { query } = sentQueries(file, choice, samples).find(({ panel }) => panel.title === title) ?? {
      query: undefined,
    };
    const { frames } = query ? await backend.query(model(query)) : { frames: [] };
    return frames[0]?.fields ?? [];
  };
  const valuesOf = (fields: Awaited<ReturnType<typeof answer>>, name: string) =>
    new Set(fields.find((field) => field.name === name)?.values as string[]);

  it('is everybody, every rule and region with "All"', async () => {
    const fields = await answer('overview.json', 'Latest detections', 'all');
    expect(valuesOf(fields, 'principal').size).toBe(7);
    expect(valuesOf(fields, 'rule_id')).toEqual(new Set([USER_RULE, KEY_RULE]));
    expect(valuesOf(fields, 'region').size).toBe(2);
  });

  it('narrows nothing with "All": not by the list of the moment, nor by a filter that is tried on each event', () => {
    const sent = sentQueries('overview.json', 'all').map(({ query }) => parseQuery(model(query), '', false));
    expect(sent.length).toBeGreaterThan(5);
    for (const query of sent) {
      expect(query).toMatchObject({ rules: {}, regions: [], accounts: [], filters: [] });
    }
  });

  it('narrows the overview to a level, a rule, a principal and a region', async () => {
    const fields = await answer('overview.json', 'Latest detections', 'one');
    expect(valuesOf(fields, 'severity')).toEqual(new Set(['high']));
    expect(valuesOf(fields, 'rule_id')).toEqual(new Set([KEY_RULE]));
    expect(valuesOf(fields, 'principal')).toEqual(new Set([arn('user0')]));
    expect(valuesOf(fields, 'region')).toEqual(new Set(['eu-central-1']));
  });

  it("is one rule's detections, or one principal's events", async () => {
    expect(valuesOf(await answer('rule.json', 'Its detections', 'all'), 'rule_id')).toEqual(new Set([KEY_RULE]));
    const events = await answer('principal.json', 'Events', 'all');
    expect(valuesOf(events, 'principal')).toEqual(new Set([arn('user0')]));
    expect(valuesOf(events, 'eventName').size).toBe(4);
  });

  it('asks nothing about an access key before there is one', async () => {
    const without = { ...SAMPLES, accessKey: [''] };
    expect(await answer('principal.json', 'Events with the key', 'all', without)).toEqual([]);
    expect(valuesOf(await answer('principal.json', 'Detections with the key', 'all', without), 'id').size).toBe(0);
    expect(valuesOf(await answer('principal.json', 'Events with the key', 'all'), 'eventID').size).toBe(34);
    expect(valuesOf(await answer('principal.json', 'Detections with the key', 'all'), 'id').size).toBeGreaterThan(5);
  });

  it.each([
    [arn('alice'), 'alice'],
    [`arn:aws:sts::${DEFAULT_ACCOUNT}:assumed-role/Admin/s@example.com`, 's@example.com'],
    [`arn:aws:iam::${DEFAULT_ACCOUNT}:root`, 'root'],
    ['mallory', 'mallory'],
  ])('looks %s up as %s', (principal, user) => {
    const { list } = readDashboards()['principal.json'].templating;
    const { regex = '' } = list.find(({ name }) => name === 'user') ?? {};
    const replace = replaceVariables(list, 'one', { ...SAMPLES, principal: [principal] });
    const pattern = new RegExp(replace(regex, 'regex').slice(1, -1));
    const all = [arn('alice2'), arn('bob'), principal, 'ec2.amazonaws.com'];
    expect(all.flatMap((text) => pattern.exec(text)?.[1] ?? [])).toEqual([user]);
  });
});

describe('metrics', () => {
  const docs = readFileSync(join(__dirname, '../../docs/metrics.md'), 'utf8');
  const labelsOf = new Map(
    [...docs.matchAll(/^\| `(sigtrail_\w+)`\s*\| \w+\s*\| ([\w, ]*?)\s*\|/gm)].map(([, name, labels]) => [
      name,
      labels.split(', ').filter((label) => label !== ''),
    ])
  );
  const targets = allPanels(readDashboards()['health.json']).flatMap(({ targets: list = [] }) =>
    list.filter(({ datasource }) => datasource.type === 'prometheus')
  );
  const metricsIn = ({ expr }: Target) =>
    [...String(expr).matchAll(/sigtrail_\w+/g)].map(([name]) => name.replace(/_bucket$/, ''));

  it('shows each that docs/metrics.md names, and no other', () => {
    expect(labelsOf.size).toBeGreaterThan(10);
    expect([...new Set(targets.flatMap(metricsIn))].sort()).toEqual([...labelsOf.keys()].sort());
  });

  it('asks for labels that they have', () => {
    for (const target of targets) {
      const asked = [
        ...[...String(target.expr).matchAll(/by \(([^)]*)\)/g)].flatMap(([, list]) => list.split(/,\s*/)),
        ...[...String(target.expr).matchAll(/\{(\w+)=/g)].map(([, label]) => label),
        ...[...String(target.legendFormat).matchAll(/\{\{(\w+)\}\}/g)].map(([, label]) => label),
      ];
      for (const metric of metricsIn(target)) {
        const unknown = asked.filter((label) => label !== 'le' && !labelsOf.get(metric)?.includes(label));
        expect([metric, unknown]).toEqual([metric, []]);
      }
    }
  });

  it('has balanced expressions without variables that Grafana lacks', () => {
    for (const { expr } of targets) {
      const rest = String(expr).replace(/"[^"]*"/g, '');
      const depth = (open: string, close: string) => rest.split(open).length - rest.split(close).length;
      expect([expr, depth('(', ')'), depth('{', '}'), depth('[', ']')]).toEqual([expr, 0, 0, 0]);
      expect(
        expand(String(expr), (text) => text.replaceAll('${datasource}', 'uid').replace(/\$__rate_interval/g, '5m'))[0]
      ).not.toContain('$');
    }
  });
});
