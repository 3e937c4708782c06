import { cleared, readState, sortedBy, toggled, writeState } from './catalogueUrl';

const state = (search: string) => readState(new URLSearchParams(search));
const inUrl = (search: string) => writeState(new URLSearchParams(search), state(search)).toString();

describe('what the catalogue shows is in the URL', () => {
  it.each([
    'ds=one&q=root+user&sort=title&level=high&level=low&technique=T1078',
    'ds=one&order=reversed&from=now-7d&to=now&matches=off&matched=has+matches',
    'from=1764000000000&to=1764003600000&visible=not+visible&state=disabled',
    'ds=one',
    '',
  ])('and comes back from it: %s', (search) => {
    expect(new URLSearchParams(inUrl(search)).toString()).toBe(search);
  });

  it.each([
    ['sort=sideways', ''],
    ['order=up', ''],
    ['matches=on', ''],
    ['from=now-24h&to=now', ''],
    ['level=high&level=high', 'level=high'],
    ['q=', ''],
  ])('which has nothing that says nothing: %s becomes "%s"', (search, expected) => {
    expect(inUrl(search)).toBe(expected);
  });
});

describe('steps', () => {
  it('turn a value on and off', () => {
    const on = toggled(state('level=high'), 'level', 'low');
    expect(on.facets.level).toEqual(['high', 'low']);
    expect(toggled(on, 'level', 'high').facets.level).toEqual(['low']);
  });

  it('sort by another column in its own order, by the same one the other way round', () => {
    const byTitle = sortedBy(state('order=reversed'), 'title');
    expect(byTitle).toMatchObject({ sort: 'title', reversed: false });
    expect(sortedBy(byTitle, 'title')).toMatchObject({ sort: 'title', reversed: true });
    expect(sortedBy(sortedBy(byTitle, 'title'), 'title')).toMatchObject({ sort: 'title', reversed: false });
  });

  it('clear what narrows, and keep the order and the range', () => {
    const before = state('q=x&level=low&sort=title&from=now-7d&to=now');
    expect(writeState(new URLSearchParams(), cleared(before)).toString()).toBe('sort=title&from=now-7d&to=now');
  });
});
