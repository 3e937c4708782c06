// Chains of Grafana's transformations. src/datasource/dashboards/transformations.test.ts runs them.

const step = (id, options = {}) => ({ id, options });
const by = { aggregations: [], operation: 'groupby' };
const aggregate = (how) => ({ aggregations: [how], operation: 'aggregate' });
const SEVERITIES = ['critical', 'high', 'medium', 'low', 'informational'];

/** Series of rules as one series for each severity, the gravest first. */
export const bySeverityOverTime = [
  // With the rule: merging makes one row of several that are the same.
  step('labelsToFields', { mode: 'columns', keepLabels: ['rule_id', 'severity'] }),
  step('merge'),
  step('groupBy', { fields: { time: by, severity: by, count: aggregate('sum') } }),
  step('groupingToMatrix', {
    columnField: 'severity',
    rowField: 'time',
    valueField: 'count (sum)',
    emptyValue: 'zero',
  }),
  step('organize', {
    renameByName: { 'time\\severity': 'time' },
    indexByName: Object.fromEntries(['time\\severity', ...SEVERITIES].map((name, index) => [name, index])),
  }),
  step('sortBy', { sort: [{ field: 'time' }] }),
];

/** Rows of rules and a field's values as one row for each value, the most frequent first. */
export const topValues = (name, limit = 20) => [
  step('groupBy', { fields: { [name]: by, count: aggregate('sum') } }),
  step('organize', { renameByName: { 'count (sum)': 'detections' } }),
  step('sortBy', { sort: [{ field: 'detections', desc: true }] }),
  step('limit', { limitField: String(limit) }),
];

/** Rows of one kind counted by the value of a column. */
export const countBy = (name, counted, as) => [
  step('groupBy', { fields: { [name]: by, [counted]: aggregate('count') } }),
  step('organize', { renameByName: { [`${counted} (count)`]: as } }),
  step('sortBy', { sort: [{ field: as, desc: true }] }),
];

/** Events as one row for each kind of call, with how often and when last. */
export const byCall = [
  step('groupBy', {
    fields: {
      eventSource: by,
      eventName: by,
      errorCode: by,
      eventID: aggregate('count'),
      time: aggregate('max'),
    },
  }),
  step('organize', {
    renameByName: { 'eventID (count)': 'events', 'time (max)': 'last' },
    indexByName: { eventName: 0, eventSource: 1, errorCode: 2, 'eventID (count)': 3, 'time (max)': 4 },
  }),
  step('sortBy', { sort: [{ field: 'events', desc: true }] }),
];

/** Events as a series of their number in each hour for each service. */
export const perHourByService = [
  step('formatTime', { timeField: 'time', outputFormat: 'YYYY-MM-DDTHH:00:00[Z]', timezone: 'utc', useTimezone: true }),
  step('groupBy', { fields: { time: by, eventSource: by, eventID: aggregate('count') } }),
  step('groupingToMatrix', {
    columnField: 'eventSource',
    rowField: 'time',
    valueField: 'eventID (count)',
    emptyValue: 'zero',
  }),
  step('convertFieldType', { conversions: [{ targetField: 'time\\eventSource', destinationType: 'time' }] }),
  step('organize', { renameByName: { 'time\\eventSource': 'time' } }),
  step('sortBy', { sort: [{ field: 'time' }] }),
];

/** Coverage as events seen for each service, the loudest first. */
export const seenByService = [
  step('groupBy', { fields: { eventSource: by, seen: aggregate('sum'), matches: aggregate('sum') } }),
  step('organize', { renameByName: { 'seen (sum)': 'events', 'matches (sum)': 'detections' } }),
  step('sortBy', { sort: [{ field: 'events', desc: true }] }),
  step('limit', { limitField: '20' }),
];

/** Rows that pass every test `[field, 'greater' | 'equal', value]`. */
export const only = (...tests) =>
  step('filterByValue', {
    type: 'include',
    match: 'all',
    filters: tests.map(([fieldName, id, value]) => ({ fieldName, config: { id, options: { value } } })),
  });
export const sorted = (field) => step('sortBy', { sort: [{ field, desc: true }] });
