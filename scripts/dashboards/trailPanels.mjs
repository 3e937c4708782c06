// Panels about a trail in S3: what was scanned of it and what that cost, by the metrics that Prometheus has.
import { lines, stackedBars, stat } from './panels.mjs';
import { OF_DATASOURCE, promql } from './queries.mjs';

const NO_TRAIL = 'No such metric: the data source has no trail, or Prometheus does not scrape the plugin';
const NO_LIMIT = 'No limit is set';
/** Athena's price on demand in most regions. */
const DOLLARS_PER_BYTE = '/ 1e12 * 5';
const SCANNED = 'sigtrail_trail_scanned_bytes_total';
const TODAY = 'sigtrail_trail_scanned_today_bytes';
const LIMIT = 'sigtrail_trail_limit_bytes';
const BY_OWNER = 'on (org, datasource)';
const of = (labels) => OF_DATASOURCE.replace(/}$/, `,${labels}}`);
const plain = (unit) => ({ unit, color: { mode: 'fixed', fixedColor: 'text' } });
const now = (expr, legend = '') => [promql(expr, legend, { instant: true })];

/** @param y where they begin */
export const trailPanels = (y) => [
  stat('Scanned today', [0, y, 6, 5], {
    description: 'Bytes since midnight (UTC).',
    targets: now(`${TODAY}${OF_DATASOURCE}`),
    calc: 'lastNotNull',
    noValue: NO_TRAIL,
    defaults: plain('decbytes'),
  }),
  stat('What that costs', [6, y, 6, 5], {
    description: 'At $5 for each TB that Athena scans, as in most regions. A Trino of your own has no price.',
    targets: now(`${TODAY}${of('engine="athena"')} ${DOLLARS_PER_BYTE}`),
    calc: 'lastNotNull',
    noValue: 'Athena was not asked',
    defaults: plain('currencyUSD'),
  }),
  stat('Share of the limit of a day', [12, y, 6, 5], {
    description: 'maxScannedBytesPerDay of the data source. Queries fail when it is reached.',
    targets: now(`${TODAY}${OF_DATASOURCE} / ${BY_OWNER} ${LIMIT}${of('limit="day"')}`),
    calc: 'lastNotNull',
    noValue: NO_LIMIT,
    defaults: {
      unit: 'percentunit',
      color: { mode: 'thresholds' },
      thresholds: {
        mode: 'absolute',
        steps: [
          { value: null, color: 'green' },
          { value: 0.8, color: 'orange' },
          { value: 1, color: 'red' },
        ],
      },
    },
  }),
  stat('Limits', [18, y, 6, 5], {
    description: 'Bytes that one query may scan, and all of a day.',
    targets: now(`${LIMIT}${OF_DATASOURCE}`, 'a {{limit}}'),
    calc: 'lastNotNull',
    noValue: NO_LIMIT,
    defaults: plain('decbytes'),
    options: { textMode: 'value_and_name' },
  }),
  stackedBars('Scanned by day', [0, y + 5, 12, 8], {
    description: 'The last 30 days, whatever the time range.',
    targets: [promql(`increase(${SCANNED}${OF_DATASOURCE}[1d])`, 'scanned')],
    interval: '1d',
    timeFrom: '30d',
    noValue: NO_TRAIL,
    unit: 'decbytes',
  }),
  stackedBars('Price by day', [12, y + 5, 12, 8], {
    description: 'At $5 for each TB, the last 30 days. It is Athena’s: a Trino of your own has none.',
    targets: [
      promql(
        `increase(${SCANNED}${OF_DATASOURCE}[1d]) ${DOLLARS_PER_BYTE} and ${BY_OWNER} ${TODAY}${of('engine="athena"')}`,
        'price'
      ),
    ],
    interval: '1d',
    timeFrom: '30d',
    noValue: 'Athena was not asked',
    unit: 'currencyUSD',
    decimals: 2,
  }),
  stackedBars('Statements by outcome', [0, y + 13, 12, 8], {
    description: '“stopped”: nobody waited for it any more, or a limit was reached.',
    targets: [
      promql(
        `sum by (outcome) (increase(sigtrail_trail_statements_total${OF_DATASOURCE}[$__rate_interval]))`,
        '{{outcome}}'
      ),
    ],
    noValue: NO_TRAIL,
  }),
  lines('Time of a statement, 95 %', [12, y + 13, 12, 8], {
    targets: [
      promql(
        `histogram_quantile(0.95, sum by (le) (rate(sigtrail_trail_statement_seconds_bucket${OF_DATASOURCE}[$__rate_interval])))`,
        'seconds'
      ),
    ],
    noValue: NO_TRAIL,
    unit: 's',
  }),
];
