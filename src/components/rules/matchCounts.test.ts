import { FieldType, toDataFrame } from '@grafana/data';
import { matchCounts } from './matchCounts';

const frame = (rule_id: string, counts: number[]) =>
  toDataFrame({
    fields: [
      { name: 'time', type: FieldType.time, values: counts.map((_, index) => index * 1000) },
      { name: 'count', type: FieldType.number, values: counts, labels: { rule_id, rule: 'x', severity: 'low' } },
    ],
  });

it('are the frames of the rules that have any', () => {
  const found = matchCounts([frame('a', [0, 2, 1]), frame('b', [0, 0, 0]), toDataFrame({ fields: [] })]);
  expect([...found]).toEqual([['a', { total: 3, times: [0, 1000, 2000], counts: [0, 2, 1] }]]);
});
