import { countLeaves, searchTree, treeOf, type TreeNode } from './recordTree';

const RECORD = {
  eventName: 'RunInstances',
  requestParameters: { items: [{ key: 'Owner' }, { key: null }] },
  empty: {},
};
const leaves = (nodes: readonly TreeNode[]): string[] =>
  nodes.flatMap(({ path, value, children }) => (children ? leaves(children) : [`${path}=${value}`]));

describe('a record as a tree', () => {
  it('has every value at its path', () => {
    expect(leaves(treeOf(RECORD))).toEqual([
      'eventName=RunInstances',
      'requestParameters.items[0].key=Owner',
      'requestParameters.items[1].key=null',
      'empty={}',
    ]);
  });

  it('is searched by paths and values, and keeps what is above', () => {
    const found = searchTree(treeOf(RECORD), ['items', 'owner']);
    expect(leaves(found)).toEqual(['requestParameters.items[0].key=Owner']);
    expect(found[0].name).toBe('requestParameters');
    expect(countLeaves(searchTree(treeOf(RECORD), ['key']))).toBe(2);
    expect(searchTree(treeOf(RECORD), ['nothing'])).toEqual([]);
  });

  it.each([
    [100, /\.in=\{"in":.*"end"/],
    [100_000, /nested too deep to be shown/],
  ])('shows what is nested too deep for a tree as text, %i levels', (levels, expected) => {
    let deep: unknown = 'end';
    for (let level = 0; level < levels; level++) {
      deep = { in: deep };
    }
    const [leaf, ...others] = leaves(treeOf(deep));
    expect(leaf).toMatch(expected);
    expect(others).toEqual([]);
  });
});
