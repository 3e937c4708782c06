import { drafts, type Draft, type DraftStorage } from './drafts';

const draft = (text: string, savedMs: number): Draft => ({ text, savedMs, tests: [] });

function memory(most = Infinity): DraftStorage & { held: Map<string, string> } {
  const held = new Map<string, string>();
  return {
    held,
    getItem: (name) => held.get(name) ?? null,
    setItem(name, value) {
      if (value.length > most) {
        throw new Error('QuotaExceededError');
      }
      held.set(name, value);
    },
    removeItem: (name) => void held.delete(name),
  };
}

it('keeps work by what it began with, and by whose it is', () => {
  const storage = memory();
  const [mine, theirs] = [drafts(storage, '1'), drafts(storage, '2')];
  const tests = [{ name: 'one', match: true, event: { eventName: 'X' } }];
  mine.set('rule:a', { ...draft('a', 1), tests });
  mine.set('new', draft('b', 2));
  expect(mine.get('rule:a')).toEqual({ text: 'a', savedMs: 1, tests });
  expect(theirs.get('rule:a')).toBeUndefined();
  mine.remove('rule:a');
  expect(mine.get('rule:a')).toBeUndefined();
  mine.remove('new');
  expect(storage.held.size).toBe(0);
});

it('keeps the latest ten', () => {
  const all = drafts(memory(), '1');
  Array.from({ length: 13 }, (_, index) => all.set(`${index}`, draft('x', index)));
  expect([all.get('2'), all.get('3')?.savedMs]).toEqual([undefined, 3]);
  all.set('3', draft('again', 99));
  all.set('13', draft('x', 100));
  expect(all.get('4')).toBeUndefined();
  expect(all.get('3')?.text).toBe('again');
});

it('does not keep what is large, and says so', () => {
  const all = drafts(memory(), '1');
  expect(all.set('a', draft('x'.repeat(200_001), 1))).toBe(false);
  expect(all.set('a', draft('x'.repeat(100_000), 1))).toBe(true);
});

it('keeps the latest alone where the browser has no room for more', () => {
  const all = drafts(memory(300), '1');
  all.set('a', draft('x'.repeat(150), 1));
  expect(all.set('b', draft('y'.repeat(150), 2))).toBe(true);
  expect([all.get('a'), all.get('b')?.savedMs]).toEqual([undefined, 2]);
});

it.each(['nonsense', '[1]', 'null', '{"a":{"text":1}}', '{"a":{"text":"","savedMs":1,"tests":[null]}}'])(
  'takes %s, which another version may have stored, for nothing',
  (stored) => {
    const storage = memory();
    storage.held.set('sigtrail.workbench.1', stored);
    expect(drafts(storage, '1').get('a')).toBeUndefined();
    expect(drafts(storage, '1').set('a', draft('x', 1))).toBe(true);
  }
);
