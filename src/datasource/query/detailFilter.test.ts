import { detailFilter } from './detailFilter';

it.each([
  ['eventName', 'CreateUser', { field: 'eventName', value: 'CreateUser' }],
  ['rule_page', 'some-id', { field: 'rule_id', value: 'some-id' }],
  ['severity', 'high', { field: 'severity', value: 'high' }],
  ['severity', 'error', { field: 'severity', value: 'high' }],
  ['severity', 'debug', { field: 'severity', value: 'informational' }],
  ['severity', 'nonsense', { field: 'severity', value: 'nonsense' }],
  ['matched', '{}', undefined],
  ['', 'x', undefined],
])('makes a filter of %s = %s', (key, value, expected) => {
  expect(detailFilter(key, value)).toEqual(expected);
});

it("takes the site's own severity labels before the levels that Grafana colours by", () => {
  const labels = { critical: 'P1', high: 'P2', low: 'warning' };
  expect(detailFilter('severity', 'error', labels)).toEqual({ field: 'severity', value: 'P2' });
  expect(detailFilter('severity', 'warning', labels)).toEqual({ field: 'severity', value: 'warning' });
});
