import {
  parseSigmaString,
  plainText,
  printSigmaString,
  sigmaStringToRegex,
  type StringToken,
} from '../value/sigmaString';
import { difference, runEach, vectorsOf, type VectorResult } from './types';

interface StringVector {
  readonly input: string;
  readonly tokens: ReadonlyArray<string | { str: string }>;
  readonly plain: string;
  readonly regex: string;
}

export function vectorTokens(tokens: readonly StringToken[]): unknown[] {
  return tokens.map((token) => (typeof token === 'object' && 'text' in token ? { str: token.text } : token));
}

export function run(data: unknown): VectorResult {
  return runEach(
    vectorsOf<StringVector>(data),
    (vector) => JSON.stringify(vector.input),
    (vector) => {
      const tokens = parseSigmaString(vector.input);
      return (
        difference(vectorTokens(tokens), vector.tokens) ??
        difference(plainText(tokens), vector.plain) ??
        difference(sigmaStringToRegex(tokens), vector.regex) ??
        difference(parseSigmaString(printSigmaString(tokens)), tokens)
      );
    }
  );
}
