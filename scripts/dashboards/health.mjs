import { dashboardLinks, UIDS } from './links.mjs';
import { bar, dashboard, lines, row, severityColumn, stat, table, text } from './panels.mjs';
import { coverage, events, fromPanel, OF_DATASOURCE, promql, ruleRows } from './queries.mjs';
import { countBy, only, seenByService, sorted } from './transformations.mjs';
import { trailPanels } from './trailPanels.mjs';
import { accounts, datasource, prometheus, regions } from './variables.mjs';

/** The panel whose answer others show too. */
const COVERAGE = 101;
const NO_EVENTS = 'No events in this time range';
const NO_METRICS = 'No such metric: let Prometheus scrape /metrics/plugins/sigtrail-cloudtrail-datasource of Grafana';
const rate = (metric, labels = '') => `rate(${metric}${labels}[$__rate_interval])`;
const quantile = (metric, by) => `histogram_quantile(0.95, sum by (le, ${by}) (${rate(`${metric}_bucket`)}))`;
const plain = (color) => ({ decimals: 0, unit: 'short', color: { mode: 'fixed', fixedColor: color } });

/** Rows of the coverage that pass the tests, counted. */
const counted = (title, at, description, ...tests) =>
  stat(title, at, {
    description,
    targets: [fromPanel(COVERAGE)],
    transformations: [only(...tests)],
    calc: 'count',
    fields: '/^seen$/',
    noValue: '0',
    defaults: plain('text'),
  });
const rulesBy = (title, at, name, ...overrides) =>
  table(title, at, {
    targets: [ruleRows()],
    transformations: countBy(name, 'rule_id', 'rules'),
    noValue: 'No rules are loaded',
    overrides: [bar('rules'), ...overrides],
  });

const METRICS = [
  // title, unit, queries as [expression, legend], more
  [
    'Lag behind CloudTrail',
    's',
    [[`sigtrail_lookup_lag_seconds${OF_DATASOURCE}`, '{{account}} {{region}}']],
    {
      description: 'It grows where nobody asks, and where nobody is answered.',
      thresholds: ['green', [900, 'orange'], [3600, 'red']],
    },
  ],
  ['Requests by outcome', 'reqps', [[`sum by (outcome) (${rate('sigtrail_lookup_requests_total')})`, '{{outcome}}']]],
  [
    'Share of requests that CloudTrail throttled',
    'percentunit',
    [
      [
        `sum by (region) (${rate('sigtrail_lookup_throttled_total')}) / sum by (region) (${rate('sigtrail_lookup_requests_total')})`,
        '{{region}}',
      ],
    ],
    { max: 1, thresholds: ['green', [0.2, 'orange'], [0.5, 'red']] },
  ],
  ['Time that CloudTrail takes, 95 %', 's', [[quantile('sigtrail_lookup_request_seconds', 'region'), '{{region}}']]],
  ['New events', 'eps', [[`sum by (region) (${rate('sigtrail_events_total')})`, '{{region}}']]],
  ['Lookups under way', 'short', [[`sigtrail_lookups_active${OF_DATASOURCE}`, 'lookups']]],
  [
    'Lookups: time yet to go through',
    's',
    [[`sigtrail_backfill_remaining_seconds${OF_DATASOURCE}`, '{{account}} {{region}}']],
  ],
  [
    'Lookups: share done',
    'percentunit',
    [[`sigtrail_backfill_done_ratio${OF_DATASOURCE}`, '{{account}} {{region}}']],
    { max: 1 },
  ],
  [
    'Queries by outcome',
    'reqps',
    [[`sum by (type, outcome) (${rate('sigtrail_queries_total')})`, '{{type}} {{outcome}}']],
  ],
  ['Time of a query, 95 %', 's', [[quantile('sigtrail_query_seconds', 'type'), '{{type}}']]],
  [
    'Answered from the caches',
    'percentunit',
    [
      [`sum(${rate('sigtrail_scans_total', '{cache="hit"}')}) / sum(${rate('sigtrail_scans_total')})`, 'events'],
      [
        `sum(${rate('sigtrail_match_cache_total', '{result="hit"}')}) / sum(${rate('sigtrail_match_cache_total')})`,
        'matches',
      ],
    ],
    { max: 1 },
  ],
  [
    'Work',
    'percentunit',
    [
      [rate('sigtrail_evaluation_seconds_total'), 'running rules'],
      [rate('sigtrail_rules_loading_seconds_total'), 'reading rules'],
    ],
    { description: 'Share of one processor’s time.' },
  ],
  ['Rules', 'short', [[`sigtrail_rules${OF_DATASOURCE}`, 'rules']]],
  ['Events held', 'short', [[`sigtrail_store_events${OF_DATASOURCE}`, 'events']]],
  ['Bytes of the events held', 'bytes', [[`sigtrail_store_bytes${OF_DATASOURCE}`, 'bytes']]],
];
const FIRST_METRICS_ROW = 35;
/** Below the other row while that is closed. */
const TRAIL_ROW = FIRST_METRICS_ROW + 1;
const metricPanels = METRICS.map(([title, unit, queries, more], index) =>
  lines(title, [(index % 3) * 8, FIRST_METRICS_ROW + 1 + Math.floor(index / 3) * 8, 8, 8], {
    noValue: NO_METRICS,
    unit,
    targets: queries.map(([expr, legend], at) => promql(expr, legend, { refId: 'AB'[at] })),
    ...more,
  })
);

export const health = dashboard({
  uid: UIDS.health,
  title: 'Sigma for CloudTrail: collector health',
  description: 'What the collector sees of CloudTrail, how far behind it is, and what it costs.',
  links: dashboardLinks('health'),
  variables: [datasource, accounts, regions, prometheus],
  from: 'now-6h',
  refresh: '5m',
  panels: [
    stat('Newest event in ${region}', [0, 0, 24, 4], {
      description: 'CloudTrail shows events up to 15 minutes late; a quiet region has none.',
      targets: [events(1)],
      calc: 'firstNotNull',
      fields: '/^time$/',
      noValue: NO_EVENTS,
      defaults: { unit: 'dateTimeFromNow', color: { mode: 'fixed', fixedColor: 'text' } },
      repeat: 'region',
      repeatDirection: 'h',
      maxPerRow: 6,
    }),
    counted('Kinds of calls seen', [0, 4, 6, 4], 'Pairs of service and call.', ['seen', 'greater', 0]),
    counted(
      '… that no rule looks at',
      [6, 4, 6, 4],
      'Seen, and outside of every rule.',
      ['seen', 'greater', 0],
      ['rules', 'equal', 0]
    ),
    counted('… that rules match', [12, 4, 6, 4], 'At least one rule matched.', ['matches', 'greater', 0]),
    counted(
      'Calls that rules wait for in vain',
      [18, 4, 6, 4],
      'Data events: LookupEvents never shows them, and there is no trail that does.',
      ['visible', 'equal', false],
      ['rules', 'greater', 0]
    ),
    table('Events by service', [0, 8, 12, 9], {
      id: COVERAGE,
      targets: [coverage()],
      transformations: seenByService,
      noValue: NO_EVENTS,
      overrides: [bar('events'), bar('detections')],
    }),
    table('Calls seen that no rule looks at', [12, 8, 12, 9], {
      targets: [fromPanel(COVERAGE)],
      transformations: [only(['seen', 'greater', 0], ['rules', 'equal', 0]), sorted('seen')],
      noValue: 'Rules look at all calls that were seen',
      overrides: [bar('seen', 120)],
    }),
    table('Calls that rules wait for in vain', [0, 17, 12, 9], {
      description: 'Data events: LookupEvents never shows them, and there is no trail that does.',
      targets: [fromPanel(COVERAGE)],
      transformations: [only(['visible', 'equal', false], ['rules', 'greater', 0]), sorted('rules')],
      noValue: 'All calls that rules name can be seen',
    }),
    rulesBy('Rules by severity', [12, 17, 6, 9], 'severity', severityColumn),
    rulesBy('Rules by status', [18, 17, 6, 9], 'status'),
    text(
      'How an answer came about',
      [0, 26, 24, 8],
      [
        'Each panel of this data source tells how it was answered: **Inspect → Query** shows the LookupEvents requests or the statement on the trail,',
        '**Inspect → JSON → Panel data** under `meta.custom.stats` the pages, events, cached events, throttled requests and the time',
        'waited for the quota. A sign in a panel’s corner says that an answer is not complete, and why.',
        '',
        'The data source’s settings have *Save & test*: it asks CloudTrail for one event of each region and says what to do',
        'where that fails. `GET /api/datasources/uid/${datasource}/resources/status` tells lookups under way and their end.',
        '',
        'The rows below need Prometheus, with Grafana’s `/metrics/plugins/sigtrail-cloudtrail-datasource` among its targets.',
      ].join('\n')
    ),
    row('Metrics from Prometheus', FIRST_METRICS_ROW, metricPanels),
    row('Trail in S3, from Prometheus', TRAIL_ROW, trailPanels(TRAIL_ROW + 1)),
  ],
});
