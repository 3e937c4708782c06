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
  const filter = { field: 'region', value: 'eu-west-1' };

  it('takes a filter away that is there', () => {
    expect(toggleFilter(query, 'FILTER_FOR', filter).filters).toEqual([]);
  });

  it('replaces the opposite filter', () => {
    const out = toggleFilter(query, 'FILTER_OUT', filter);
    expect(out.filters).toEqual([{ field: 'region', operator: '!=', value: 'eu-west-1' }]);
    expect(modifyQuery(out, 'ADD_FILTER', filter).filters).toEqual(query.filters);
  });

  it('adds a filter once, beside those on other values', () => {
    const added = modifyQuery(query, 'ADD_FILTER', { field: 'region', value: 'us-east-1' });
    expect(added.filters).toHaveLength(2);
    expect(modifyQuery(added, 'ADD_FILTER', filter).filters).toHaveLength(2);
  });

  it('ignores modifications that it does not know', () => {
    expect(modifyQuery(query, 'ADD_STRING_FILTER', filter)).toBe(query);
  });

  it('tells whether a filter is on', () => {
    expect(hasFilter(query, filter)).toBe(true);
    expect(hasFilter(query, { field: 'region', value: 'us-east-1' })).toBe(false);
  });
});
