import { DEFAULT_RANGE, rangeOfUrl, writeRange } from './rangeUrl';

function written(before: string, range: { from: string; to: string }): string {
  const search = new URLSearchParams(before);
  writeRange(search, range);
  return search.toString();
}

it.each([
  { from: 'now-7d', to: 'now' },
  { from: 'now-24h', to: 'now-1h' },
  { from: '1764000000000', to: '1764003600000' },
  DEFAULT_RANGE,
])('comes back from the address: %j', (range) => {
  expect(rangeOfUrl(new URLSearchParams(written('ds=one&from=now-90d', range)))).toEqual(range);
});

it('leaves out the default range, and leaves alone what else is there', () => {
  expect(written('ds=one&from=now-7d&to=now&q=x', DEFAULT_RANGE)).toBe('ds=one&q=x');
});

it('goes on until now where only the beginning is named', () => {
  expect(rangeOfUrl(new URLSearchParams('from=now-2h'))).toEqual({ from: 'now-2h', to: 'now' });
});
