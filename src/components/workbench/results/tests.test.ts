import type { EventTest } from '../../../catalogue/authoring';
import { MOST_TESTS, withTest } from './tests';

const event = (id: string) => ({ record: { eventID: id, eventName: 'X' }, key: id, label: `X ${id}` });

it('adds an event once, with what is last expected of it', () => {
  const one = withTest([], event('a'), true, 'high');
  expect(one).toEqual([{ name: 'X a', match: true, severity: 'high', event: { eventID: 'a', eventName: 'X' } }]);
  expect(withTest(one, event('a'), true, 'high')).toBe(one);
  expect(withTest(one, event('a'), false, undefined)).toEqual([
    { name: 'X a, left alone', match: false, event: { eventID: 'a', eventName: 'X' } },
  ]);
});

it('ends at the most', () => {
  const all = Array.from({ length: MOST_TESTS + 5 }, (_, index) => event(`${index}`)).reduce<readonly EventTest[]>(
    (tests, each) => withTest(tests, each, true, undefined),
    []
  );
  expect(all).toHaveLength(MOST_TESTS);
});
