import { GAP, likePattern, likeSql, type LikePiece } from '../sql/like';
import { sqlText } from '../sql/sqlText';

/** What a test looks at. */
export interface Subject {
  /** The expression of a text; within a list, of its entry `r`. */
  readonly sql: string;
  /**
   * How the text is compared: as it is, in the engine's lower case, or so that ASCII is equal to it exactly where our folding
   * says so: lower() makes an i of U+0130, which our folding leaves alone.
   */
  readonly form: 'plain' | 'lower' | 'folded';
  /** The list whose entries are looked at: one that passes is enough. */
  readonly list?: string;
}

/** A condition in SQL. NULL counts as false everywhere: NOT stands before what cannot be NULL. */
export type Term =
  | { readonly op: 'constant'; readonly value: boolean }
  | { readonly op: 'and' | 'or'; readonly of: readonly Term[] }
  /** A text is one of some. */
  | { readonly op: 'in'; readonly subject: Subject; readonly values: ReadonlySet<string>; readonly negated: boolean }
  /** A text fits one of some patterns of LIKE. */
  | {
      readonly op: 'like';
      readonly subject: Subject;
      readonly patterns: ReadonlySet<string>;
      readonly negated: boolean;
    }
  /** Something is NULL, or is not. */
  | { readonly op: 'null'; readonly sql: string; readonly negated: boolean }
  /** Any other test. */
  | { readonly op: 'test'; readonly subject: Subject; readonly test: string; readonly negated: boolean };

export const TRUE: Term = { op: 'constant', value: true };
export const FALSE: Term = { op: 'constant', value: false };

const OPEN: readonly LikePiece[] = [GAP];

/** A test on a text by pieces: equality where there are no gaps. */
export function piecesTerm(subject: Subject, pieces: readonly LikePiece[], start: boolean, end: boolean): Term {
  const all = [...(start ? [] : OPEN), ...pieces, ...(end ? [] : OPEN)];
  const [only = '', ...more] = all;
  if (more.length === 0 && typeof only === 'string') {
    return { op: 'in', subject, values: new Set([only]), negated: false };
  }
  const pattern = likePattern(all);
  return pattern === '%' ? anyText(subject) : { op: 'like', subject, patterns: new Set([pattern]), negated: false };
}

/** A test that there is a text. */
export function anyText({ sql, list }: Pick<Subject, 'sql' | 'list'>): Term {
  return list === undefined
    ? { op: 'null', sql, negated: true }
    : { op: 'test', subject: { sql, list, form: 'plain' }, test: `${sql} IS NOT NULL`, negated: false };
}

/** A subject as its tests compare it. */
export function subjectSql({ sql, form }: Subject): string {
  switch (form) {
    case 'plain':
      return sql;
    case 'lower':
      return `lower(${sql})`;
    case 'folded':
      // The dotless i is no i for either.
      return `lower(replace(${sql}, U&'\\0130', U&'\\0131'))`;
  }
}

/** The negation; NULL, which counted as false, counts as true then. */
export function negate(term: Term): Term {
  switch (term.op) {
    case 'constant':
      return { op: 'constant', value: !term.value };
    case 'and':
      return { op: 'or', of: term.of.map(negate) };
    case 'or':
      return { op: 'and', of: term.of.map(negate) };
    default:
      return { ...term, negated: !term.negated };
  }
}

/** A text that is the same for terms that say the same in the same way; and the term in SQL. */
export function printTerm(term: Term): string {
  switch (term.op) {
    case 'constant':
      return term.value ? 'TRUE' : 'FALSE';
    case 'and':
    case 'or': {
      const inner = term.of.map((child) =>
        child.op === 'and' || child.op === 'or' ? `(${printTerm(child)})` : printTerm(child)
      );
      return inner.join(term.op === 'and' ? ' AND ' : ' OR ');
    }
    case 'null':
      return `${term.sql} IS ${term.negated ? 'NOT ' : ''}NULL`;
    case 'in':
      return printTest(term.subject, inSql(subjectSql(term.subject), term.values), term.negated);
    case 'like':
      return printTest(
        term.subject,
        [...term.patterns]
          .sort()
          .map((pattern) => likeSql(subjectSql(term.subject), pattern))
          .join(' OR '),
        term.negated,
        term.patterns.size > 1
      );
    case 'test':
      return printTest(term.subject, term.test, term.negated, true);
  }
}

function inSql(sql: string, values: ReadonlySet<string>): string {
  const literals = [...values].sort().map(sqlText);
  return literals.length === 1 ? `${sql} = ${literals[0]}` : `${sql} IN (${literals.join(', ')})`;
}

function printTest({ list }: Subject, test: string, negated: boolean, compound = false): string {
  const whole = list === undefined ? test : `any_match(${list}, r -> ${test})`;
  if (negated) {
    return `NOT coalesce(${whole}, FALSE)`;
  }
  return compound && list === undefined ? `(${whole})` : whole;
}

function subjectSize({ sql, list }: Subject): number {
  return (list === undefined ? 1 : 2) + Math.floor(sql.length / 200);
}

/** How many tests the engine has to compile for a term: it takes a few hundred of them. */
export function termSize(term: Term): number {
  switch (term.op) {
    case 'constant':
      return 0;
    case 'and':
    case 'or':
      return term.of.reduce((sum, child) => sum + termSize(child), 0);
    case 'like':
      return term.patterns.size * subjectSize(term.subject);
    case 'in':
    case 'test':
      return subjectSize(term.subject);
    case 'null':
      return 1;
  }
}
