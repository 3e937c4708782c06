import { load } from 'js-yaml';
import type { SigtrailQuery } from '../types';
import { fakeTemplateSrv } from '../testing/templateSrv';
import type { Replace } from './expand';
import { interpolate, interpolateSelection, lookupProblem } from './interpolate';

const srv = fakeTemplateSrv({
  region: ['eu-central-1', 'us-east-1'],
  level: 'high',
  levels: ['critical', 'low'],
  names: ['CreateUser', "it's"],
  arn: ['arn:aws:iam::1:user/a.b', 'x|y'],
  user: 'alice',
  kind: 'counts',
  source: 'trail',
  limit: '20',
  words: ['root', 'login'],
  all: [],
});
const replace: Replace = (text, format) => srv.replace(text, {}, format);
const query = (part: object) => ({ refId: 'A', queryType: 'detections', ...part }) as SigtrailQuery;

describe('interpolate', () => {
  it('fills lists with all values of a variable', () => {
    const done = interpolate(
      query({
        regions: ['$region', 'eu-west-1'],
        accounts: ['$all'],
        groupBy: ['${user}.arn'],
        rules: { levels: ['$levels'] },
      }),
      replace
    );
    expect(done.regions).toEqual(['eu-central-1', 'us-east-1', 'eu-west-1']);
    expect(done.accounts).toEqual([]);
    expect(done.groupBy).toEqual(['alice.arn']);
    expect(done.rules).toEqual({ levels: ['critical', 'low'] });
  });

  it('replaces single texts, also those that are numbers or names elsewhere', () => {
    const done = interpolate(query({ queryType: '$kind', limit: '$limit', fill: 'zero', source: '$source' }), replace);
    expect(done).toMatchObject({ queryType: 'counts', limit: '20', fill: 'zero', source: 'trail' });
  });

  it('takes the lowest of several minimum levels, and leaves an empty one out', () => {
    expect(interpolateSelection({ minLevel: '$level' as 'high' }, replace)).toEqual({ minLevel: 'high' });
    expect(interpolateSelection({ minLevel: '$levels' as 'high' }, replace)).toEqual({ minLevel: 'low' });
    expect(interpolateSelection({ minLevel: '$all' as 'high' }, replace)).toEqual({});
  });

  it('searches for all words of a variable', () => {
    expect(interpolateSelection({ text: 'x $words' }, replace)).toEqual({ text: 'x root login' });
  });

  it('makes a YAML list of several values in an own rule, whatever is in them', () => {
    const { rule } = interpolate(
      query({ rule: 'selection:\n  eventName: ${names}\n  user: ${user}\n  re: ^a$' }),
      replace
    );
    expect(load(rule ?? '')).toEqual({
      selection: { eventName: ['CreateUser', "it's"], user: 'alice', re: '^a$' },
    });
  });

  it.each([
    ['=', '$arn', { operator: '=~', value: 'arn:aws:iam::1:user/a\\.b|x\\|y' }],
    ['!=', '$arn', { operator: '!~', value: 'arn:aws:iam::1:user/a\\.b|x\\|y' }],
    ['=', '$user', { operator: '=', value: 'alice' }],
    ['=~', '.*$user', { operator: '=~', value: '.*alice' }],
    ['!~', '$names', { operator: '!~', value: "(CreateUser|it's)" }],
    ['>', '$user', { operator: '>', value: 'alice' }],
  ])('makes the filter %s %s to any of the values', (operator, value, expected) => {
    const done = interpolate(query({ filters: [{ field: 'f', operator, value }] }), replace);
    expect(done.filters).toEqual([{ field: 'f', ...expected }]);
  });

  it('leaves out filters that have no field yet', () => {
    expect(interpolate(query({ filters: [{ field: '', operator: '=', value: 'x' }] }), replace).filters).toEqual([]);
  });

  it('leaves out a pattern that lets everything pass, as "All" does, and no other', () => {
    const filters = ['=~', '!~', '='].map((operator) => ({ field: 'f', operator, value: '.*' }));
    expect(interpolate(query({ filters }), replace).filters).toEqual(filters.slice(1));
  });

  it('tells a lookup by several values, which CloudTrail cannot do', () => {
    const lookup = (value: string) => query({ queryType: 'events', lookup: { attribute: 'Username', value } });
    expect(lookupProblem(lookup('$user'), replace)).toBeUndefined();
    expect(lookupProblem(lookup('$names'), replace)).toMatch(/one Username at a time.*2 values/);
    expect(lookupProblem({ ...lookup('$names'), queryType: 'counts' }, replace)).toBeUndefined();
    expect(interpolate(lookup('$user'), replace).lookup).toEqual({ attribute: 'Username', value: 'alice' });
  });

  it('leaves the query that it was given alone', () => {
    const given = query({
      regions: ['$region'],
      rules: { minLevel: '$level' },
      filters: [{ field: 'f', operator: '=', value: '$arn' }],
    });
    const before = JSON.stringify(given);
    interpolate(given, replace);
    expect(JSON.stringify(given)).toBe(before);
  });
});
