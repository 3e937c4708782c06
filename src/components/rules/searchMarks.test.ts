import { excerpt, highlighted } from './searchMarks';

const marked = (text: string, ...words: string[]) =>
  highlighted(text, words)
    .map(({ text: piece, found }) => (found ? `[${piece}]` : piece))
    .join('');

describe('what a search found', () => {
  it.each([
    ['IAM User Created', ['user'], 'IAM [User] Created'],
    ['IAM User Created', ['iam', 'created'], '[IAM] User [Created]'],
    ['Users use', ['us', 'user'], '[User]s [us]e'],
    ['aaa', ['aa'], '[aaa]'],
    ['(a.b)', ['a.b'], '([a.b])'],
    ['nothing', ['x'], 'nothing'],
    ['all', [], 'all'],
    ['İstanbul', ['stan'], 'İstanbul'],
    ['', ['x'], ''],
  ])('in "%s" by %j', (text, words, expected) => {
    expect(marked(text, ...words)).toBe(expected);
  });

  it('is shown with what stands around it', () => {
    const text = `${'before '.repeat(20)}the needle\n${'after '.repeat(60)}`;
    const shown = excerpt(text, ['needle', 'not there']);
    expect(shown).toMatch(/^….*before the needle after .*…$/);
    expect(shown?.length).toBeLessThan(170);
    expect(excerpt('a needle', ['needle'])).toBe('a needle');
    expect(excerpt(text, ['missing'])).toBeUndefined();
  });
});
