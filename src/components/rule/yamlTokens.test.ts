import { yamlTokens } from './yamlTokens';

const kinds = (line: string): string =>
  yamlTokens(line)
    .map(({ kind, text }) => `${kind}(${text})`)
    .join('');

describe('yamlTokens', () => {
  it.each([
    ['title: Root login', 'key(title)punctuation(:)plain( Root login)'],
    ["    eventName|re: '.+:x # y'", "punctuation(    )key(eventName|re)punctuation(:)string( '.+:x # y')"],
    ['  - eventSource: iam # why', 'punctuation(  - )key(eventSource)punctuation(:)plain( iam )comment(# why)'],
    ['- https://example.org/a#b', 'punctuation(- )plain(https://example.org/a#b)'],
    ['# all of it', 'comment(# all of it)'],
    ['', ''],
  ])('%s', (line, expected) => {
    expect(kinds(line)).toBe(expected);
  });

  it('loses no character', () => {
    for (const line of ['a:b: c', "'x': 'it''s'", '\t: ', '- - -', 'key: "a \\" # b" # c', '"quoted key": 1']) {
      expect(
        yamlTokens(line)
          .map(({ text }) => text)
          .join('')
      ).toBe(line);
    }
  });
});
