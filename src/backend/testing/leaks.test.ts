import { leaks } from './leaks';

const SECRET = 'Planted/Secret+Key=with:odd&chars-0001';

describe('leaks', () => {
  it.each([
    ['as it is', SECRET],
    ['cut short', SECRET.slice(0, 20)],
    ['in a URL', encodeURIComponent(SECRET)],
    ['in base64', Buffer.from(SECRET).toString('base64')],
    ['in the base64 of a user and password', Buffer.from(`user:${SECRET}`).toString('base64')],
    ['in the base64 of a longer text', Buffer.from(`user1:${SECRET} and more`).toString('base64url')],
  ])('finds a secret %s', (_, text) => {
    expect(leaks(new Map([['key', SECRET]]), [['log', `before ${text} after`]])).toEqual(['key in log']);
  });

  it('finds nothing in what is none', () => {
    expect(leaks(new Map([['key', SECRET]]), [['log', 'Planted/Secret, not more']])).toEqual([]);
  });
});
