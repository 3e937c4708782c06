import type { RuleSummary } from '../../contract/resources';
import { catalogueRows } from './catalogueRows';
import type { RuleMatches } from './matchCounts';
import { SORTS, sortRows, type SortKey } from './sorting';
import { sampleRule } from './testing/sampleRules';

const RULES: RuleSummary[] = [
  sampleRule('a', { title: 'Rule 10', status: 'test', date: '2026-01-01', services: ['s3.amazonaws.com'] }),
  sampleRule('b', { title: 'Rule 9', level: 'high', modified: '2026-03-01', date: '2020-01-01', techniques: ['T1'] }),
  sampleRule('c', { title: 'rule 1', level: 'critical', status: 'stable', author: 'Z', visible: false }),
  sampleRule('d', { title: 'Another', level: 'high', author: 'A', services: ['ec2.amazonaws.com'] }),
];
const matches = new Map<string, RuleMatches>([['d', { total: 2, times: [0], counts: [2] }]]);
const order = (key: SortKey, reversed = false) =>
  sortRows(catalogueRows(RULES, { matches }), key, reversed)
    .map(({ rule }) => rule.id)
    .join('');

it.each<[SortKey, string, string]>([
  ['level', 'cdba', 'adbc'],
  // Numbers by their value.
  ['title', 'dcba', 'abcd'],
  ['matches', 'dcba', 'cbad'],
  ['status', 'cadb', 'dbac'],
  ['services', 'dacb', 'cbad'],
  ['techniques', 'bcda', 'cdab'],
  ['visible', 'dbac', 'cdba'],
  ['author', 'dcba', 'bacd'],
  ['modified', 'bacd', 'cdab'],
])('by %s: %s, and the other way round %s', (key, expected, reversed) => {
  expect(order(key)).toBe(expected);
  expect(order(key, true)).toBe(reversed);
});

it('leaves out nothing, whatever it sorts by', () => {
  for (const key of Object.keys(SORTS) as SortKey[]) {
    expect([key, [...order(key)].sort().join('')]).toEqual([key, 'abcd']);
  }
});
