/** A recursive-descent parser of `or`, `and`, `not` and parentheses over operands that the caller reads. */
import type { Span } from './ast';

export type BooleanNode<Operand> =
  | ({ readonly kind: 'and' | 'or'; readonly of: ReadonlyArray<BooleanNode<Operand>> } & Span)
  | ({ readonly kind: 'not'; readonly of: BooleanNode<Operand> } & Span)
  | Operand;

/** Where and why a text does not parse. */
export class GrammarFault extends Error {
  constructor(
    readonly code: 'condition-syntax' | 'condition-too-large',
    readonly span: Span,
    message: string
  ) {
    super(message);
    this.name = 'GrammarFault';
  }
}

export interface Grammar<Operand extends Span> {
  /** Characters of names: a keyword next to one of them is part of a name (`notepad`, and for conditions `not-a`). */
  readonly nameCharacter: RegExp;
  /** Reads the operand at `offset`, or returns undefined. It ends at its `to`. */
  readonly readOperand: (text: string, offset: number) => Operand | undefined;
  readonly maxTokens: number;
  readonly maxDepth: number;
  /** Words for what is expected, for messages. */
  readonly operandName: string;
}

interface State {
  at: number;
  tokens: number;
  depth: number;
}

/**
 * Parses all of `text`. Precedence: or < and < not < operand, parentheses. `and` and `or` are names where no operator can
 * stand; `not` never is. Throws GrammarFault.
 */
export function parseBoolean<Operand extends Span>(text: string, grammar: Grammar<Operand>): BooleanNode<Operand> {
  const state: State = { at: 0, tokens: 0, depth: 0 };
  const node = parseGroup('or', text, grammar, state);
  skipSpace(text, state);
  if (state.at < text.length) {
    throw unexpected(text, state.at);
  }
  return node;
}

function parseGroup<Operand extends Span>(
  kind: 'and' | 'or',
  text: string,
  grammar: Grammar<Operand>,
  state: State
): BooleanNode<Operand> {
  const next = (): BooleanNode<Operand> =>
    kind === 'or' ? parseGroup('and', text, grammar, state) : parseNot(text, grammar, state);
  const first = next();
  const of = [first];
  while (takeKeyword(kind, text, grammar, state)) {
    of.push(next());
  }
  return of.length === 1 ? first : { kind, of, from: first.from, to: of[of.length - 1]?.to ?? state.at };
}

function parseNot<Operand extends Span>(text: string, grammar: Grammar<Operand>, state: State): BooleanNode<Operand> {
  skipSpace(text, state);
  const from = state.at;
  if (takeKeyword('not', text, grammar, state)) {
    const of = nested(grammar, state, from, () => parseNot(text, grammar, state));
    return { kind: 'not', of, from, to: of.to };
  }
  if (text[from] === '(') {
    count(grammar, state, from);
    state.at++;
    const inner = nested(grammar, state, from, () => parseGroup('or', text, grammar, state));
    skipSpace(text, state);
    if (text[state.at] !== ')') {
      if (state.at >= text.length) {
        throw new GrammarFault('condition-syntax', { from, to: from + 1 }, 'This parenthesis is not closed. Add ")".');
      }
      throw unexpected(text, state.at);
    }
    state.at++;
    return inner;
  }
  const operand = grammar.readOperand(text, from);
  if (!operand) {
    throw missingOperand(text, from, grammar.operandName);
  }
  count(grammar, state, from);
  state.at = operand.to;
  return operand;
}

function nested<Operand extends Span, T>(grammar: Grammar<Operand>, state: State, from: number, parse: () => T): T {
  if (++state.depth > grammar.maxDepth) {
    throw new GrammarFault(
      'condition-too-large',
      { from, to: from + 1 },
      `The condition is nested more than ${grammar.maxDepth} levels deep. Name parts of it as detections, or use "1 of name_*".`
    );
  }
  const result = parse();
  state.depth--;
  return result;
}

function count<Operand extends Span>(grammar: Grammar<Operand>, state: State, from: number): void {
  if (++state.tokens > grammar.maxTokens) {
    throw new GrammarFault(
      'condition-too-large',
      { from, to: from + 1 },
      `The condition has more than ${grammar.maxTokens} terms. Use "1 of name_*" or "all of name_*".`
    );
  }
}

function skipSpace(text: string, state: State): void {
  while (state.at < text.length && ' \t\r\n'.includes(text.charAt(state.at))) {
    state.at++;
  }
}

function takeKeyword<Operand extends Span>(
  keyword: string,
  text: string,
  grammar: Grammar<Operand>,
  state: State
): boolean {
  skipSpace(text, state);
  const end = state.at + keyword.length;
  if (!text.startsWith(keyword, state.at) || (end < text.length && grammar.nameCharacter.test(text.charAt(end)))) {
    return false;
  }
  count(grammar, state, state.at);
  state.at = end;
  return true;
}

function missingOperand(text: string, at: number, operandName: string): GrammarFault {
  if (at >= text.length) {
    return new GrammarFault(
      'condition-syntax',
      { from: Math.max(0, text.length - 1), to: text.length },
      text.trim() === ''
        ? `The condition is empty. Write ${operandName}.`
        : `The condition ends too early. Write ${operandName} here.`
    );
  }
  return unexpected(text, at, operandName);
}

function unexpected(text: string, at: number, operandName?: string): GrammarFault {
  const word = /^(?:[A-Za-z0-9_*?-]+|\S)/.exec(text.slice(at, at + 100))?.[0] ?? text.charAt(at);
  const span = { from: at, to: at + word.length };
  const lower = word.toLowerCase();
  if (['and', 'or', 'not', 'of', 'any', 'all', 'them'].includes(lower) && lower !== word) {
    return new GrammarFault(
      'condition-syntax',
      span,
      `Operators are written in lower case: "${lower}" instead of "${word}".`
    );
  }
  if (word === '&' || word === '!') {
    return new GrammarFault('condition-syntax', span, `"${word}" is no operator. Write "and", "or" and "not".`);
  }
  const advice = operandName ? `Write ${operandName} here.` : 'Write "and" or "or" between the parts.';
  return new GrammarFault('condition-syntax', span, `"${word}" does not fit here. ${advice}`);
}
