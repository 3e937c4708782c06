// Dashboard variables. They bear the same names on every dashboard.

export const DATASOURCE_ID = 'sigtrail-cloudtrail-datasource';
export const ours = { type: DATASOURCE_ID, uid: '${datasource}' };
export const prometheusSource = { type: 'prometheus', uid: '${prometheus}' };

const hidden = { shown: 0, value: 2 };
const all = { text: 'All', value: '$__all' };

/**
 * "All" of a list that a query narrows: a blank, which queries leave out, so that nothing is narrowed. Without it Grafana
 * names every value: an account whose role fails, or a rule that came later, would be left out unnoticed.
 */
const NOT_NARROWED = ' ';
/** "All" of a list that a filter compares: a pattern. Grafana hands it on as it is. */
const ANY = '.*';

const source = (name, label, query) => ({
  name,
  label,
  type: 'datasource',
  query,
  current: {},
  refresh: 1,
  includeAll: false,
  multi: false,
  hide: hidden.shown,
});

/** @param refresh 1: on load; 2: with the time range as well, for what is seen in it */
const list = (name, label, query, { refresh = 1, ...more }) => ({
  name,
  label,
  type: 'query',
  datasource: ours,
  query: { refId: name, ...query },
  refresh,
  sort: 0,
  hide: hidden.shown,
  ...more,
});
const several = (allValue) => ({ multi: true, includeAll: true, allValue, current: all });
const one = { multi: false, includeAll: false, current: {} };

export const datasource = source('datasource', 'Data source', DATASOURCE_ID);
export const prometheus = source('prometheus', 'Prometheus', 'prometheus');
export const accounts = list('account', 'Account', { queryType: 'accounts' }, several(NOT_NARROWED));
export const regions = list('region', 'Region', { queryType: 'regions' }, several(NOT_NARROWED));
export const levels = list('level', 'Level', { queryType: 'levels' }, several(NOT_NARROWED));
export const rules = list('rule', 'Rule', { queryType: 'rules' }, several(NOT_NARROWED));
export const principals = list('principal', 'Principal', { queryType: 'principals' }, { refresh: 2, ...several(ANY) });

export const oneRule = list('rule', 'Rule', { queryType: 'rules' }, one);
export const onePrincipal = list('principal', 'Principal', { queryType: 'principals' }, { refresh: 2, ...one });

/**
 * What CloudTrail calls the principal: the last part of its ARN, which is what LookupEvents looks up as Username. The
 * look-ahead keeps of all principals the chosen one.
 */
export const userName = list(
  'user',
  'User name',
  { queryType: 'principals' },
  {
    refresh: 2,
    ...one,
    regex: '/^(?=${principal:regex}$)(?:.*[:\\/])?([^:\\/]+)$/',
    description: 'What CloudTrail calls the principal: a user’s or a role session’s name. Enter one if it is empty.',
  }
);

export const accessKey = {
  name: 'accessKey',
  label: 'Access key',
  description: 'An access key id, AKIA… or ASIA…',
  type: 'textbox',
  query: '',
  current: { text: '', value: '' },
  options: [],
  hide: hidden.shown,
};
