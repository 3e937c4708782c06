import { FALSE, printTerm, TRUE, type Subject, type Term } from './term';

/** A term that says the same in fewer words: constants gone, equal parts once, tests of one text joined. */
export function simplify(term: Term): Term {
  switch (term.op) {
    case 'and':
    case 'or':
      return simplifyList(term.op, term.of.map(simplify));
    default:
      return term;
  }
}

function simplifyList(op: 'and' | 'or', children: readonly Term[]): Term {
  const neutral = op === 'and' ? TRUE : FALSE;
  const parts = new Map<string, Term>();
  for (const child of children.flatMap((one) => (one.op === op ? one.of : [one]))) {
    if (child.op === 'constant') {
      if (child.value !== (op === 'and')) {
        return child;
      }
      continue;
    }
    parts.set(printTerm(child), child);
  }
  let list = [...parts.values()];
  if (op === 'or') {
    list = factored(absorbed(joined(list)));
  } else {
    list = intersected(list);
    const never = list.find((child) => child.op === 'constant');
    if (never) {
      return never;
    }
  }
  const [only = neutral] = list;
  return list.length <= 1 ? only : { op, of: list };
}

/** The same for subjects that are the same text, compared alike. */
export function subjectKey({ sql, form, list }: Subject): string {
  return `${form}\0${list ?? ''}\0${sql}`;
}

/** Equalities and patterns on the same text as one test each; a value that fits a pattern needs no test of its own. */
function joined(terms: readonly Term[]): Term[] {
  const values = new Map<string, { subject: Subject; all: Set<string> }>();
  const patterns = new Map<string, { subject: Subject; all: Set<string> }>();
  const rest: Term[] = [];
  for (const term of terms) {
    if ((term.op !== 'in' && term.op !== 'like') || term.negated) {
      rest.push(term);
      continue;
    }
    const into = term.op === 'in' ? values : patterns;
    const key = subjectKey(term.subject);
    const known = into.get(key) ?? { subject: term.subject, all: new Set<string>() };
    into.set(key, known);
    (term.op === 'in' ? term.values : term.patterns).forEach((value) => known.all.add(value));
  }
  for (const [key, { subject, all }] of patterns) {
    const least = withoutCovered([...all]);
    rest.push({ op: 'like', subject, patterns: new Set(least), negated: false });
    const ofSame = values.get(key);
    ofSame?.all.forEach((value) => {
      const asPattern = value.replace(/[\\%_]/g, '\\$&');
      if (least.some((pattern) => covers(pattern, asPattern))) {
        ofSame.all.delete(value);
      }
    });
  }
  for (const { subject, all } of values.values()) {
    if (all.size > 0) {
      rest.push({ op: 'in', subject, values: all, negated: false });
    }
  }
  return rest;
}

/** Comparing each pattern with each is worth it for so many. */
const MAX_COMPARED = 400;

function withoutCovered(patterns: readonly string[]): string[] {
  if (patterns.length > MAX_COMPARED) {
    return [...patterns];
  }
  return patterns.filter(
    (pattern, index) =>
      !patterns.some((other, at) => at !== index && covers(other, pattern) && !(at > index && covers(pattern, other)))
  );
}

/** Whether each text that fits `narrow` fits `wide`: both patterns of LIKE, without `_`. May say no where it is so. */
export function covers(wide: string, narrow: string): boolean {
  const runs = runsOf(wide);
  const text = tokensOf(narrow);
  if (!runs || !text) {
    return false;
  }
  const [first = '', ...more] = runs;
  if (more.length === 0) {
    return wide === narrow;
  }
  const last = more.pop() ?? '';
  if (!text.startsWith(first) || !text.endsWith(last) || text.length < first.length + last.length) {
    return false;
  }
  let at = first.length;
  const end = text.length - last.length;
  for (const run of more) {
    const found = text.indexOf(run, at);
    if (found < 0 || found + run.length > end) {
      return false;
    }
    at = found + run.length;
  }
  return at <= end;
}

/** A pattern's `%` as a character that no run of text holds. */
const ANY = '\uffff';

function tokensOf(pattern: string): string | undefined {
  if (/(?<!\\)(?:\\\\)*_/.test(pattern) || pattern.includes(ANY)) {
    return undefined;
  }
  return pattern.replace(/\\(.)|%/gs, (_, escaped: string | undefined) => escaped ?? ANY);
}

function runsOf(pattern: string): string[] | undefined {
  return tokensOf(pattern)?.split(ANY);
}

/** Two sets of values that one text must be in are one smaller set. Not in lists, where different entries may pass. */
function intersected(terms: readonly Term[]): Term[] {
  const bySubject = new Map<string, Extract<Term, { op: 'in' }>>();
  const rest: Term[] = [];
  for (const term of terms) {
    if (term.op !== 'in' || term.negated || term.subject.list !== undefined) {
      rest.push(term);
      continue;
    }
    const key = subjectKey(term.subject);
    const known = bySubject.get(key);
    const values = known ? new Set([...known.values].filter((value) => term.values.has(value))) : term.values;
    if (values.size === 0) {
      return [FALSE];
    }
    bySubject.set(key, { ...term, values });
  }
  return [...bySubject.values(), ...rest];
}

/** The parts of a conjunction by what they print as. */
function partsOf(term: Term): Map<string, Term> {
  const parts = term.op === 'and' ? term.of : [term];
  return new Map(parts.map((part) => [printTerm(part), part]));
}

/** Comparing each alternative with each is worth it for so many. */
const MAX_ABSORBED = 1000;

/** Leaves out what another alternative lets through already: one all of whose parts it has too, or wider ones. */
function absorbed(terms: readonly Term[]): Term[] {
  const parts = terms.map((term) => ({ term, parts: partsOf(term) }));
  if (terms.length > MAX_ABSORBED) {
    return [...terms];
  }
  const sorted = parts.map((entry, index) => ({ ...entry, index })).sort((a, b) => a.parts.size - b.parts.size);
  const kept: typeof sorted = [];
  for (const entry of sorted) {
    if (!kept.some((other) => [...other.parts].every(([key, part]) => implied(key, part, entry.parts)))) {
      kept.push(entry);
    }
  }
  return kept.sort((a, b) => a.index - b.index).map(({ term }) => term);
}

/** Whether a part holds wherever all of some parts hold. */
function implied(key: string, part: Term, given: ReadonlyMap<string, Term>): boolean {
  if (given.has(key)) {
    return true;
  }
  if (part.op !== 'in' || part.negated) {
    return false;
  }
  for (const other of given.values()) {
    if (
      other.op === 'in' &&
      !other.negated &&
      subjectKey(other.subject) === subjectKey(part.subject) &&
      other.values.size <= part.values.size &&
      [...other.values].every((value) => part.values.has(value))
    ) {
      return true;
    }
  }
  return false;
}

/**
 * Joins alternatives that differ in one part: (a AND x) OR (a AND y) is a AND (x OR y). What begins with the part that
 * most alternatives share is joined first.
 */
function factored(terms: readonly Term[]): Term[] {
  let list = [...terms];
  for (let round = 0; round < 4; round++) {
    const groups = new Map<string, { common: Term[]; different: Term[]; members: number[] }>();
    list.forEach((term, index) => {
      if (term.op !== 'and' || term.of.length > 8) {
        return;
      }
      const keys = [...partsOf(term)].sort(([a], [b]) => (a < b ? -1 : 1));
      keys.forEach(([, part], at) => {
        const common = keys.filter((_, other) => other !== at);
        const key = `${partKind(part)}\0${common.map(([text]) => text).join('\0')}`;
        const group = groups.get(key) ?? { common: common.map(([, one]) => one), different: [], members: [] };
        groups.set(key, group);
        group.different.push(part);
        group.members.push(index);
      });
    });
    const used = new Set<number>();
    const made: Term[] = [];
    const bySize = [...groups.values()]
      .filter(({ members }) => members.length > 1)
      .sort((a, b) => b.members.length - a.members.length);
    for (const { common, different, members } of bySize) {
      const free = members.map((member, at) => ({ member, at })).filter(({ member }) => !used.has(member));
      if (free.length > 1) {
        free.forEach(({ member }) => used.add(member));
        const alternatives = simplifyList(
          'or',
          free.flatMap(({ at }) => different[at] ?? [])
        );
        made.push(simplifyList('and', [...common, alternatives]));
      }
    }
    if (made.length === 0) {
      return list;
    }
    list = absorbed(joined([...list.filter((_, index) => !used.has(index)), ...made]));
  }
  return list;
}

/** Parts that become one test when they are joined. */
function partKind(term: Term): string {
  return (term.op === 'in' || term.op === 'like') && !term.negated ? `${term.op} ${subjectKey(term.subject)}` : 'other';
}
