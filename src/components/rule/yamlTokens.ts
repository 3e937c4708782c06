/** A piece of a line of YAML, by what it is to the eye. */
export interface YamlToken {
  readonly kind: 'key' | 'punctuation' | 'string' | 'comment' | 'plain';
  readonly text: string;
}

const KEY = /^(\s*(?:- +)*)((?:[\w.|*?@/ -]+?|"[^"]*"|'[^']*'))(:)(?=\s|$)/;

/** Splits a line for highlighting. All text is kept; what is not understood is plain. */
export function yamlTokens(line: string): YamlToken[] {
  const tokens: YamlToken[] = [];
  const add = (kind: YamlToken['kind'], text: string) => {
    if (text !== '') {
      tokens.push({ kind, text });
    }
  };
  let rest = line;
  const key = KEY.exec(line);
  if (key) {
    add('punctuation', key[1]);
    add('key', key[2]);
    add('punctuation', key[3]);
    rest = line.slice(key[0].length);
  } else {
    const bullet = /^\s*(?:- +)*/.exec(line)?.[0] ?? '';
    add('punctuation', bullet);
    rest = line.slice(bullet.length);
  }
  const comment = commentAt(rest);
  const value = rest.slice(0, comment);
  add(/^\s*["']/.test(value) ? 'string' : 'plain', value);
  add('comment', rest.slice(comment));
  return tokens;
}

/** Where a comment begins: a `#` at the start or after a blank, outside of quotes. */
function commentAt(text: string): number {
  let quote = '';
  for (let at = 0; at < text.length; at++) {
    const char = text[at];
    if (quote !== '') {
      quote = char === quote ? '' : quote;
    } else if ((char === '"' || char === "'") && /^\s*$/.test(text.slice(0, at))) {
      quote = char;
    } else if (char === '#' && (at === 0 || /\s/.test(text[at - 1]))) {
      return at;
    }
  }
  return text.length;
}
