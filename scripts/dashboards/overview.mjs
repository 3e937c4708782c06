import { dashboardLinks, toPrincipal, UIDS } from './links.mjs';
import {
  dashboard,
  detectionsTable,
  logs,
  rulesByMatches,
  severitySeries,
  stackedBars,
  stat,
  table,
} from './panels.mjs';
import { fromPanel, queriesOn } from './queries.mjs';
import { bySeverityOverTime } from './transformations.mjs';
import { topTables } from './top.mjs';
import { accounts, datasource, levels, principals, regions, rules } from './variables.mjs';

const { overTime, counts, detections } = queriesOn({
  rules: { ids: ['${rule}'], levels: ['${level}'] },
  filters: [{ field: 'principal', operator: '=~', value: '${principal}' }],
});
/** Another panel shows what this one asks for. */
const OVER_TIME = 101;
const NONE = 'No detections in this time range';

/** Where detections come from, as a table of a field's values. */
const ranked = topTables(counts, NONE);
const top = (title, at, name, ...links) => ranked(title, at, name, name, ...links);

export const overview = dashboard({
  uid: UIDS.overview,
  title: 'Sigma for CloudTrail: overview',
  description: 'Detections in AWS CloudTrail by severity, rule, principal, address and region.',
  links: dashboardLinks('overview'),
  variables: [datasource, accounts, regions, levels, rules, principals],
  from: 'now-6h',
  panels: [
    stat('Detections by severity', [0, 0, 24, 4], {
      targets: [fromPanel(OVER_TIME)],
      transformations: bySeverityOverTime,
      calc: 'sum',
      noValue: NONE,
      defaults: { decimals: 0, unit: 'short', color: { mode: 'palette-classic' } },
      overrides: severitySeries,
      options: { graphMode: 'area', textMode: 'value_and_name', colorMode: 'background' },
    }),
    stackedBars('Severity over time', [0, 4, 14, 9], {
      id: OVER_TIME,
      description: 'Matches of rules per interval, by severity.',
      targets: [overTime()],
      transformations: bySeverityOverTime,
      noValue: NONE,
      overrides: severitySeries,
    }),
    rulesByMatches('Top rules', [14, 4, 10, 9], { targets: [counts()], noValue: NONE }),
    top('Top principals', [0, 13, 10, 8], 'principal', toPrincipal),
    top('Top source addresses', [10, 13, 7, 8], 'sourceIPAddress'),
    top('Regions', [17, 13, 7, 8], 'region'),
    detectionsTable('Latest detections', [0, 21, 24, 11], { targets: [detections(200)], noValue: NONE }),
    logs('Records of the detections', [0, 32, 24, 10], { targets: [detections(100, 'logs')], noValue: NONE }),
  ],
});
