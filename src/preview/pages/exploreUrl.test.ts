import { queryFromUrl } from './exploreUrl';

const search = (panes: unknown) => `?schemaVersion=1&panes=${encodeURIComponent(JSON.stringify(panes))}`;

describe('a link to Explore', () => {
  it('brings its first query and its time range', () => {
    const query = { refId: 'A', queryType: 'detections' };
    const range = { from: 'now-3h', to: 'now' };
    expect(queryFromUrl(search({ a: { datasource: 'x', queries: [query, { refId: 'B' }], range } }))).toEqual({
      query,
      range,
    });
  });

  it.each([
    ['without panes', ''],
    ['with a pane without queries', search({ a: {} })],
    ['with no pane', search({})],
    ['with null', search(null)],
    ['with broken JSON', '?panes=%7B%22a'],
  ])('brings nothing %s', (_name, text) => {
    expect(queryFromUrl(text)).toEqual({});
  });
});
