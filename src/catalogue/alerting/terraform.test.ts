import { alertRules } from './alertRules';
import { terraformFile } from './terraform';
import { readHcl } from './testing/readHcl';
import { HOSTILE, rulesOf, ruleText, ruleUnder, uuid } from './testing/rules';

const rules = [
  ...rulesOf(ruleText(uuid(1)), ruleText(uuid(2), { level: 'low' })),
  ruleUnder(HOSTILE, ruleText(uuid(3), { title: HOSTILE, description: HOSTILE })),
];
const alerts = alertRules(rules, { datasourceUid: 'ds', folder: HOSTILE, keepFiringSeconds: 900, orgId: 7 });
const [folder, ...groups] = readHcl(terraformFile(alerts));

it('makes a folder, and groups that are in it', () => {
  expect(folder).toMatchObject({
    type: 'resource',
    labels: ['grafana_folder', 'sigtrail'],
    arguments: { title: HOSTILE },
  });
  expect(groups.map(({ labels, arguments: own }) => ({ labels, own }))).toEqual([
    {
      labels: ['grafana_rule_group', 'sigma_high'],
      own: { org_id: '7', name: 'sigma-high', folder_uid: 'grafana_folder.sigtrail.uid', interval_seconds: 300 },
    },
    {
      labels: ['grafana_rule_group', 'sigma_low'],
      own: { org_id: '7', name: 'sigma-low', folder_uid: 'grafana_folder.sigtrail.uid', interval_seconds: 300 },
    },
  ]);
});

it('gives Terraform every rule as it is', () => {
  const read = groups
    .flatMap(({ blocks }) => blocks)
    .map(({ type, arguments: own, blocks }) => ({
      type,
      own,
      data: blocks.map((block) => ({ type: block.type, own: block.arguments, range: block.blocks })),
    }));
  const expected = alerts.groups
    .flatMap((group) => group.rules)
    .map((rule) => ({
      type: 'rule',
      own: {
        uid: rule.uid,
        name: rule.title,
        condition: 'B',
        no_data_state: 'NoData',
        exec_err_state: 'Error',
        for: '0s',
        keep_firing_for: '15m',
        is_paused: false,
        annotations: rule.annotations,
        labels: rule.labels,
      },
      data: rule.queries.map(({ refId, queryType, fromSeconds, toSeconds, datasourceUid, model }) => ({
        type: 'data',
        own: { ref_id: refId, ...(queryType ? { query_type: queryType } : {}), datasource_uid: datasourceUid, model },
        range: [
          { type: 'relative_time_range', labels: [], arguments: { from: fromSeconds, to: toSeconds }, blocks: [] },
        ],
      })),
    }));
  expect(read).toEqual(expected);
});
