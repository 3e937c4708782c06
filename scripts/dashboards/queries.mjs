// Queries of the data source, narrowed by the dashboards' variables.
import { ours, prometheusSource } from './variables.mjs';

const scope = { regions: ['${region}'], accounts: ['${account}'] };
const query = (model) => ({ refId: 'A', datasource: ours, ...scope, ...model });

/** Several queries of one kind on one dashboard, all with the same rules and filters. */
export const queriesOn = ({ rules, filters }) => {
  const selected = { ...(rules ? { rules } : {}), ...(filters ? { filters } : {}) };
  return {
    /** A series for each rule that matched, and value of `groupBy`. */
    overTime: (...groupBy) =>
      query({ queryType: 'counts', format: 'timeseries', fill: 'none', ...grouped(groupBy), ...selected }),
    /** A row for each rule that matched, and value of `groupBy`. */
    counts: (...groupBy) =>
      query({ queryType: 'counts', format: 'numeric', fill: 'none', ...grouped(groupBy), ...selected }),
    detections: (limit, format = 'table') => query({ queryType: 'detections', format, limit, ...selected }),
  };
};
const grouped = (groupBy) => (groupBy.length > 0 ? { groupBy } : {});

export const events = (limit, more = {}) => query({ queryType: 'events', format: 'table', limit, ...more });
// Not of a trail: a dashboard that stays open would scan it every few minutes.
export const coverage = () => query({ queryType: 'coverage', format: 'table', source: 'lookup' });
export const ruleRows = (rules) => ({
  refId: 'A',
  datasource: ours,
  queryType: 'rules',
  format: 'table',
  ...(rules ? { rules } : {}),
});

/** Metrics of the data source that is chosen, where they tell of one. */
export const OF_DATASOURCE = '{datasource="${datasource}"}';
export const promql = (expr, legendFormat, { refId = 'A', instant = false } = {}) => ({
  refId,
  datasource: prometheusSource,
  expr,
  legendFormat,
  instant,
  range: !instant,
});

/** What another panel of the dashboard asked for, as it came. */
export const fromPanel = (panelId) => ({
  refId: 'A',
  datasource: { type: 'datasource', uid: '-- Dashboard --' },
  panelId,
  withTransforms: false,
});
