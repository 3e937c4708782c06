import type { PatternToken } from '../types';

/** A run of text, a wildcard, or a placeholder that the `expand` modifier has marked. */
export type StringToken = PatternToken | { readonly placeholder: string };

export function isText(token: StringToken | undefined): token is { readonly text: string } {
  return typeof token === 'object' && 'text' in token;
}

export function isWildcard(token: StringToken | undefined): token is '*' | '?' {
  return token === '*' || token === '?';
}

/**
 * Parses a Sigma string: `*` and `?` are wildcards, a backslash makes the wildcard or backslash after it plain, and is plain
 * itself before anything else (sigma-rules-specification, "Escaping"). Runs of text are joined; tokens are never empty.
 */
export function parseSigmaString(text: string): PatternToken[] {
  const tokens: PatternToken[] = [];
  let run = '';
  for (let i = 0; i < text.length; i++) {
    const character = text[i];
    const next = text[i + 1];
    if (character === '\\' && (next === '*' || next === '?' || next === '\\')) {
      run += next;
      i++;
    } else if (character === '*' || character === '?') {
      if (run !== '') {
        tokens.push({ text: run });
        run = '';
      }
      tokens.push(character);
    } else {
      run += character;
    }
  }
  if (run !== '') {
    tokens.push({ text: run });
  }
  return tokens;
}

/** The tokens as a Sigma string that parses to the same tokens again. Placeholders become `%name%`. */
export function printSigmaString(tokens: readonly StringToken[]): string {
  return tokens
    .map((token, index) => {
      if (isWildcard(token)) {
        return token;
      }
      if (!isText(token)) {
        return `%${token.placeholder}%`;
      }
      return escapeText(token.text, isWildcard(tokens[index + 1]));
    })
    .join('');
}

/** A backslash is doubled only where it would escape what follows it. */
function escapeText(text: string, beforeWildcard: boolean): string {
  let result = '';
  for (let i = 0; i < text.length; i++) {
    const character = text[i] ?? '';
    const next = text[i + 1];
    if (character === '*' || character === '?') {
      result += `\\${character}`;
    } else if (character === '\\' && (next === undefined ? beforeWildcard : /[\\*?]/.test(next))) {
      result += '\\\\';
    } else {
      result += character;
    }
  }
  return result;
}

/** The tokens as text with wildcards escaped and backslashes as they are: how values are shown. */
export function plainText(tokens: readonly StringToken[]): string {
  return tokens
    .map((token) =>
      isWildcard(token) ? token : isText(token) ? token.text.replace(/[*?]/g, '\\$&') : `%${token.placeholder}%`
    )
    .join('');
}

/** The tokens as a regular expression without anchors: `.*` and `.` for wildcards, all else escaped. */
export function sigmaStringToRegex(tokens: readonly PatternToken[]): string {
  return tokens.map((token) => (token === '*' ? '.*' : token === '?' ? '.' : escapeRegex(token.text))).join('');
}

function escapeRegex(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}

/** Joins neighbouring runs of text and drops empty ones. */
export function mergeText(tokens: readonly StringToken[]): StringToken[] {
  const merged: StringToken[] = [];
  for (const token of tokens) {
    const last = merged[merged.length - 1];
    if (isText(token) && isText(last)) {
      merged[merged.length - 1] = { text: last.text + token.text };
    } else if (!isText(token) || token.text !== '') {
      merged.push(token);
    }
  }
  return merged;
}
