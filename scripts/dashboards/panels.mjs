// Panels, as far as they are alike.
import { toPrincipal, toRule, toRulePage } from './links.mjs';
import { ours } from './variables.mjs';

const SEVERITY_COLOURS = {
  critical: 'dark-red',
  high: 'red',
  medium: 'orange',
  low: 'yellow',
  informational: 'blue',
};

/** @param at [x, y, width, height] */
const panel = (
  type,
  title,
  [x, y, w, h],
  { targets, description, transformations, fieldConfig, options, ...more }
) => ({
  type,
  title,
  ...(description ? { description } : {}),
  gridPos: { x, y, w, h },
  datasource: more.datasource ?? targets?.[0]?.datasource ?? ours,
  targets: targets ?? [],
  ...(transformations ? { transformations } : {}),
  fieldConfig: { defaults: {}, overrides: [], ...fieldConfig },
  options: options ?? {},
  ...more,
});

export const override = (name, properties) => ({
  matcher: { id: 'byName', options: name },
  properties: Object.entries(properties).map(([id, value]) => ({ id, value })),
});
/** Grafana writes the text for an empty panel into empty cells too; they shall be empty. */
const EMPTY_CELLS = { ...override('', { noValue: '' }), matcher: { id: 'byRegexp', options: '/.*/' } };
/** `custom.hidden` until 12.3, `custom.hideFrom.viz` since; the other one is ignored. Links use hidden columns. */
const HIDDEN = { 'custom.hidden': true, 'custom.hideFrom.viz': true };
export const hide = (...names) => names.map((name) => override(name, HIDDEN));

export const severityColumn = override('severity', {
  'custom.cellOptions': { type: 'color-text' },
  'custom.width': 110,
  mappings: [
    {
      type: 'value',
      options: Object.fromEntries(
        Object.entries(SEVERITY_COLOURS).map(([severity, color], index) => [severity, { color, index }])
      ),
    },
  ],
});
/** Fixed colours of series that are named as severities. Labels of one's own keep Grafana's palette. */
export const severitySeries = Object.entries(SEVERITY_COLOURS).map(([severity, fixedColor]) =>
  override(severity, { color: { mode: 'fixed', fixedColor } })
);

/** A number drawn as a bar across its cell. */
export const bar = (name, width = 160) =>
  override(name, {
    'custom.cellOptions': { type: 'gauge', mode: 'basic', valueDisplayMode: 'text' },
    'custom.width': width,
    min: 0,
    decimals: 0,
    color: { mode: 'fixed', fixedColor: 'blue' },
  });
export const linked = (name, ...links) => override(name, { links });
export const width = (name, value) => override(name, { 'custom.width': value });

/** @param noValue what an empty table says */
export const table = (title, at, { noValue, overrides = [], sortBy, ...more }) =>
  panel('table', title, at, {
    fieldConfig: {
      defaults: { noValue, custom: { align: 'auto', filterable: true } },
      overrides: [EMPTY_CELLS, ...overrides],
    },
    options: {
      showHeader: true,
      cellHeight: 'sm',
      ...(sortBy ? { sortBy: [{ displayName: sortBy, desc: true }] } : {}),
    },
    ...more,
  });

/** Rows of rules with their severity and number of matches. */
export const rulesByMatches = (title, at, { overrides = [], ...more }) =>
  table(title, at, {
    overrides: [
      severityColumn,
      linked('rule', toRule, toRulePage),
      bar('count', 120),
      ...hide('rule_id'),
      ...overrides,
    ],
    sortBy: 'count',
    ...more,
  });

/** Rows of detections; a rule leads to its drill-down, a principal to theirs. */
export const detectionsTable = (title, at, { hidden = [], ...more }) =>
  table(title, at, {
    overrides: [
      severityColumn,
      width('time', 170),
      linked('rule', toRule, toRulePage),
      linked('principal', toPrincipal),
      ...hide('rule_id', 'matched', 'record', ...hidden),
    ],
    ...more,
  });

export const eventsTable = (title, at, more) =>
  table(title, at, { overrides: [width('time', 170), linked('principal', toPrincipal), ...hide('record')], ...more });

export const logs = (title, at, { noValue, ...more }) =>
  panel('logs', title, at, {
    fieldConfig: { defaults: { noValue }, overrides: [] },
    options: {
      showTime: true,
      wrapLogMessage: true,
      prettifyLogMessage: true,
      enableLogDetails: true,
      sortOrder: 'Descending',
      dedupStrategy: 'none',
    },
    ...more,
  });

/** Numbers of something, stacked as bars, which are as many as can be told apart. */
export const stackedBars = (
  title,
  at,
  { noValue, displayName, overrides = [], unit = 'short', decimals = 0, ...more }
) =>
  panel('timeseries', title, at, {
    maxDataPoints: 120,
    fieldConfig: {
      defaults: {
        noValue,
        ...(displayName ? { displayName } : {}),
        custom: { drawStyle: 'bars', fillOpacity: 80, lineWidth: 0, stacking: { mode: 'normal', group: 'A' } },
        min: 0,
        decimals,
        unit,
      },
      overrides,
    },
    options: {
      legend: { displayMode: 'table', placement: 'right', calcs: ['sum'], sortBy: 'Total', sortDesc: true },
      tooltip: { mode: 'multi', sort: 'desc', hideZeros: true },
    },
    ...more,
  });

export const lines = (title, at, { noValue, unit, thresholds, min = 0, max, ...more }) =>
  panel('timeseries', title, at, {
    fieldConfig: {
      defaults: {
        noValue,
        unit,
        min,
        ...(max === undefined ? {} : { max }),
        custom: {
          drawStyle: 'line',
          fillOpacity: 10,
          showPoints: 'never',
          ...(thresholds ? { thresholdsStyle: { mode: 'line' } } : {}),
        },
        ...(thresholds ? { thresholds: steps(...thresholds) } : {}),
      },
      overrides: [],
    },
    options: {
      legend: { displayMode: 'list', placement: 'bottom' },
      tooltip: { mode: 'multi', sort: 'desc' },
    },
    ...more,
  });

/** Thresholds: the colour from the start, then `[value, colour]`. */
export const steps = (base, ...rest) => ({
  mode: 'absolute',
  steps: [{ value: null, color: base }, ...rest.map(([value, color]) => ({ value, color }))],
});

/** @param calc how a field's values become one; `fields` a pattern of the fields shown */
export const stat = (title, at, { noValue, calc, fields = '', defaults = {}, overrides = [], options = {}, ...more }) =>
  panel('stat', title, at, {
    fieldConfig: { defaults: { noValue, ...defaults }, overrides },
    options: {
      reduceOptions: { calcs: [calc], fields, values: false },
      colorMode: 'value',
      graphMode: 'none',
      textMode: 'auto',
      justifyMode: 'center',
      orientation: 'auto',
      ...options,
    },
    ...more,
  });

export const text = (title, at, content) =>
  panel('text', title, at, { options: { mode: 'markdown', content }, targets: [] });

/** @param panels those of a collapsed row, which are not asked for before it is opened; absent: a heading */
export const row = (title, y, panels) => ({
  type: 'row',
  title,
  gridPos: { x: 0, y, w: 24, h: 1 },
  collapsed: panels !== undefined,
  panels: panels ?? [],
});

/** A dashboard of these panels; ids are given in order, those that a panel brings are kept. */
export function dashboard({ uid, title, description, links, variables, panels, from, refresh = '1m' }) {
  let last = 0;
  const numbered = (list) =>
    list.map(({ panels: inner, ...own }) => ({
      id: ++last,
      ...own,
      ...(own.type === 'row' ? { panels: numbered(inner) } : {}),
    }));
  return {
    uid,
    title,
    description,
    tags: ['sigma', 'cloudtrail', 'security'],
    schemaVersion: 41,
    version: 1,
    editable: true,
    graphTooltip: 1,
    refresh,
    time: { from, to: 'now' },
    timezone: 'browser',
    annotations: { list: [] },
    links,
    templating: { list: variables },
    panels: numbered(panels),
  };
}
