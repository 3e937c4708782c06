import type { SigtrailQuery } from '../types';
import { fromAdHoc, hasFilter, modifyQuery, toggleFilter } from './filters';

const query: SigtrailQuery = {
  refId: 'A',
  queryType: 'detections',
  filters: [{ field: 'region', operator: '=', value: 'eu-west-1' }],
};

describe('fromAdHoc', () => {
  it('takes the operators over', () => {
    expect(fromAdHoc([{ key: 'a', operator: '!~', value: 'b' }])).toEqual([{ field: 'a', operator: '!~', value: 'b' }]);
  });

  it('reads one of and none of', () => {
    expect(
      fromAdHoc([
        { key: 'a', operator: '=|', value: 'b', values: ['b', 'c.d'] },
        { key: 'e', operator: '!=|', value: 'f', values: ['f', 'g'] },
        { key: 'h', operator: '=|', value: 'i.j', values: ['i.j'] },
      ])
    ).toEqual([
      { field: 'a', operator: '=~', value: 'b|c\\.d' },
      { field: 'e', operator: '!~', value: 'f|g' },
      { field: 'h', operator: '=', value: 'i.j' },
    ]);
  });

  it('leaves out what is still being entered', () => {
    expect(
      fromAdHoc([
        { key: '', operator: '=', value: '' },
        { key: 'a', operator: '', value: '' },
      ])
    ).toEqual([]);
    expect(fromAdHoc(undefined)).toEqual([]);
  });
});

describe('filters from log details', () => {
  const options = { key: 'region', value: 'eu-west-1' };

  it('takes a filter away that is there', () => {
    expect(toggleFilter(query, { type: 'FILTER_FOR', options }).filters).toEqual([]);
  });

  it('replaces the opposite filter', () => {
    const out = toggleFilter(query, { type: 'FILTER_OUT', options });
    expect(out.filters).toEqual([{ field: 'region', operator: '!=', value: 'eu-west-1' }]);
    expect(modifyQuery(out, { type: 'ADD_FILTER', options }).filters).toEqual(query.filters);
  });

  it('adds a filter once, beside those on other values', () => {
    const added = modifyQuery(query, { type: 'ADD_FILTER', options: { key: 'region', value: 'us-east-1' } });
    expect(added.filters).toHaveLength(2);
    expect(modifyQuery(added, { type: 'ADD_FILTER', options }).filters).toHaveLength(2);
  });

  it('ignores modifications that it does not know', () => {
    expect(modifyQuery(query, { type: 'ADD_STRING_FILTER', options: { value: 'x' } })).toBe(query);
  });

  it('tells whether a filter is on', () => {
    expect(hasFilter(query, 'region', 'eu-west-1')).toBe(true);
    expect(hasFilter(query, 'region', 'us-east-1')).toBe(false);
  });
});
