import { dashboardLinks, toPrincipal, toRulePage, UIDS } from './links.mjs';
import { dashboard, detectionsTable, hide, linked, logs, severityColumn, stackedBars, stat, table } from './panels.mjs';
import { queriesOn, ruleRows } from './queries.mjs';
import { topTables } from './top.mjs';
import { accounts, datasource, oneRule, regions } from './variables.mjs';

const rules = { ids: ['${rule}'] };
const { overTime, counts, detections } = queriesOn({ rules });
const NONE = 'This rule has matched nothing in this time range';

const top = topTables(counts, NONE);

export const rule = dashboard({
  uid: UIDS.rule,
  title: 'Sigma for CloudTrail: rule',
  description: 'One rule: what it matched over time, by principal and account.',
  links: dashboardLinks('rule'),
  variables: [datasource, oneRule, accounts, regions],
  from: 'now-24h',
  panels: [
    table('Rule', [0, 0, 24, 4], {
      targets: [ruleRows(rules)],
      noValue: 'There is no such rule in the catalogue',
      overrides: [severityColumn, linked('rule', toRulePage), ...hide('rule_id', 'level', 'date')],
    }),
    stat('Detections', [0, 4, 4, 5], {
      targets: [counts()],
      calc: 'sum',
      fields: '/^count$/',
      noValue: '0',
      defaults: { decimals: 0, unit: 'short', color: { mode: 'fixed', fixedColor: 'text' } },
    }),
    stat('Last detection', [0, 9, 4, 5], {
      targets: [detections(1)],
      calc: 'firstNotNull',
      fields: '/^time$/',
      noValue: 'None',
      defaults: { unit: 'dateTimeFromNow', color: { mode: 'fixed', fixedColor: 'text' } },
    }),
    stackedBars('Detections by principal', [4, 4, 20, 10], {
      targets: [overTime('principal')],
      displayName: '${__field.labels.principal}',
      noValue: NONE,
    }),
    stackedBars('Detections by account and region', [0, 14, 24, 8], {
      targets: [overTime('account', 'region')],
      displayName: '${__field.labels.account} ${__field.labels.region}',
      noValue: NONE,
    }),
    top('Principals', [0, 22, 10, 8], 'principal', 'principal', toPrincipal),
    top('Source addresses', [10, 22, 7, 8], 'sourceIPAddress', 'sourceIPAddress'),
    top('Calls', [17, 22, 7, 8], 'eventName', 'eventName'),
    detectionsTable('Its detections', [0, 30, 24, 11], {
      targets: [detections(500)],
      noValue: NONE,
      hidden: ['severity', 'rule'],
    }),
    logs('Records of its detections', [0, 41, 24, 10], { targets: [detections(100, 'logs')], noValue: NONE }),
  ],
});
