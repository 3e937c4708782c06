import type { RuleSummary } from '../../contract/resources';
import { facetCounts, readState, selectRules, toggled, writeState } from './catalogueState';

const rule = (id: string, more: Partial<RuleSummary> = {}): RuleSummary => ({
  id,
  title: `Rule ${id}`,
  kind: 'rule',
  level: 'low',
  tags: [],
  services: [],
  tactics: [],
  techniques: [],
  source: 'bundled',
  visible: true,
  enabled: true,
  ...more,
});
const RULES = [
  rule('a', {
    level: 'high',
    services: ['iam.amazonaws.com'],
    techniques: ['T1098'],
    date: '2026-01-01',
    author: 'A, B',
    folder: 'iam/users',
  }),
  rule('b', { level: 'critical', services: ['iam.amazonaws.com', 's3.amazonaws.com'], modified: '2026-03-01' }),
  rule('c', { level: 'high', services: ['s3.amazonaws.com'], description: 'Someone reads a bucket', visible: false }),
];
const state = (search: string) => readState(new URLSearchParams(search));
const ids = (search: string) => selectRules(RULES, state(search)).map(({ id }) => id);

describe('what the catalogue shows', () => {
  it.each([
    ['', ['b', 'a', 'c']],
    ['sort=title', ['a', 'b', 'c']],
    ['sort=modified', ['b', 'a', 'c']],
    ['sort=sideways', ['b', 'a', 'c']],
    ['level=high', ['a', 'c']],
    ['level=high&service=iam.amazonaws.com', ['a']],
    ['service=iam.amazonaws.com&service=s3.amazonaws.com', ['b', 'a', 'c']],
    ['q=BUCKET someone', ['c']],
    ['q=bucket iam', []],
    ['visible=not visible', ['c']],
    ['author=B', ['a']],
    ['folder=iam/users', ['a']],
  ])('for "%s" is %j', (search, expected) => {
    expect(ids(search)).toEqual(expected);
  });

  it('is in the URL, with what others keep there', () => {
    const search = new URLSearchParams('ds=one&level=high&level=low&q=root user&sort=title&technique=T1098');
    expect(writeState(search, readState(search)).toString()).toBe(
      'ds=one&q=root+user&sort=title&level=high&level=low&technique=T1098'
    );
    expect(writeState(search, { text: '', facets: {}, sort: 'level', page: 1 }).toString()).toBe('ds=one');
  });

  it.each([
    ['page=3', 3],
    ['page=0', 1],
    ['page=1.5', 1],
    ['page=last', 1],
  ])('reads %s as page %d', (search, page) => {
    expect(state(search).page).toBe(page);
  });

  it('begins at the first page when the selection changes', () => {
    const next = toggled(state('page=3'), 'level', 'low');
    expect(writeState(new URLSearchParams('page=3'), next).toString()).toBe('level=low');
  });

  it('turns a value on and off', () => {
    const on = toggled(state('level=high'), 'level', 'low');
    expect(on.facets.level).toEqual(['high', 'low']);
    expect(toggled(on, 'level', 'high').facets.level).toEqual(['low']);
  });
});

describe('facet counts', () => {
  it('say what each value would show, its own facet left aside', () => {
    expect(facetCounts(RULES, state('level=critical'), 'level')).toEqual([
      { value: 'critical', count: 1 },
      { value: 'high', count: 2 },
    ]);
    expect(facetCounts(RULES, state('level=critical'), 'service')).toEqual([
      { value: 'iam.amazonaws.com', count: 1 },
      { value: 's3.amazonaws.com', count: 1 },
    ]);
  });

  it('keep a chosen value that nothing has any more', () => {
    expect(facetCounts(RULES, state('service=gone.amazonaws.com&q=bucket'), 'service')).toContainEqual({
      value: 'gone.amazonaws.com',
      count: 0,
    });
  });
});
