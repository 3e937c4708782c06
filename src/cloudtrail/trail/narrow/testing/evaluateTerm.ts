import { RE2JS } from 're2js';
import type { Subject, Term } from '../term';
import type { TableRow } from './tableRow';

/** Three values: null is SQL's NULL. */
type Truth = boolean | null;

/** What a term says of a row, by a reading of SQL that is independent of how terms are printed. */
export function evaluateTerm(term: Term, row: TableRow): Truth {
  switch (term.op) {
    case 'constant':
      return term.value;
    case 'and': {
      const all = term.of.map((child) => evaluateTerm(child, row));
      return all.includes(false) ? false : all.includes(null) ? null : true;
    }
    case 'or': {
      const all = term.of.map((child) => evaluateTerm(child, row));
      return all.includes(true) ? true : all.includes(null) ? null : false;
    }
    case 'null':
      return (valueOf(row, term.sql) === null) !== term.negated;
    case 'in':
      return ofSubject(term.subject, term.negated, row, (text) => term.values.has(text));
    case 'like':
      return ofSubject(term.subject, term.negated, row, (text) =>
        [...term.patterns].some((pattern) => likePattern(pattern).test(text))
      );
    case 'test':
      return ofSubject(term.subject, term.negated, row, rawTest(term.test, row));
  }
}

function ofSubject(subject: Subject, negated: boolean, row: TableRow, test: (text: string) => boolean): Truth {
  const texts =
    subject.list === undefined
      ? [valueOf(row, subject.sql)]
      : (row.lists.get(subject.list) ?? []).map((entry) => entry.get(subject.sql) ?? null);
  const verdicts = texts.map((text) => (typeof text === 'string' ? test(formed(text, subject.form)) : null));
  const found = verdicts.includes(true) ? true : verdicts.includes(null) ? null : false;
  return negated ? !(found ?? false) : found;
}

function valueOf(row: TableRow, sql: string): string | boolean | null {
  if (sql.startsWith('concat_ws(')) {
    const texts = [...row.values].flatMap(([key, value]) =>
      typeof value === 'string' && sql.includes(key) ? [value] : []
    );
    const inLists = [...row.lists.values()].flat().flatMap((entry) => [...entry.values()]);
    return [...texts, ...inLists.filter((text) => text !== null)].join('\n');
  }
  const value = row.values.get(sql);
  if (value === undefined) {
    throw new Error(`The row has nothing for ${sql}.`);
  }
  return value;
}

/** Java's lower case of each character, which is what the engine's lower() gives. */
function formed(text: string, form: Subject['form']): string {
  switch (form) {
    case 'plain':
      return text;
    case 'lower':
      return lower(text);
    case 'folded':
      return lower(text.replaceAll('\u0130', '\u0131'));
  }
}

function lower(text: string): string {
  return [...text].map((char) => (char === '\u0130' ? 'i' : char.toLowerCase())).join('');
}

function rawTest(test: string, row: TableRow): (text: string) => boolean {
  const regex = /^regexp_like\(.*, '(.*)'\)$/.exec(test);
  if (regex) {
    const pattern = RE2JS.compile(regex[1] ?? '');
    return (text) => pattern.matcher(text).find();
  }
  if (test.endsWith(' IS NOT NULL')) {
    return () => true;
  }
  const [, right = ''] = /^.+ = (.+)$/.exec(test) ?? [];
  return (text) => text === valueOf(row, right);
}

/** LIKE with `\` as its escape. */
export function likePattern(pattern: string): RegExp {
  const source = pattern.replace(/\\(.)|[%_]|[^\\%_]/gsu, (token, escaped: string | undefined) =>
    token === '%' ? '[^]*' : token === '_' ? '[^]' : (escaped ?? token).replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')
  );
  return new RegExp(`^${source}$`, 'u');
}
