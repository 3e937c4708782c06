import type { Expression, Predicate, SigmaRule } from '../../../sigma';
import { columnPlace, type ColumnPlace } from '../table/columnPath';
import { ALL_VALUES, type Distinctions } from '../table/distinctions';
import { hasKeywords } from '../table/fieldsOf';
import type { TrailTable } from '../table/readTable';
import { alikeValues, type Alike, type FieldTest } from './alike';
import { kindTerm } from './kindTerm';
import { pairsJoined } from './pairs';
import { simplify } from './simplify';
import { printTerm } from './term';

/** Bytes that distinctions may add to a statement: those of a great many rules are left out, the longest first. */
const MAX_BYTES = 30_000;
/** Read of each event to tell what kind it is, when it was, and which. */
const ALWAYS_READ: ReadonlySet<string> = new Set(['eventName', 'eventSource', 'eventTime', 'eventID']);

/** What rules do with the values of one place. */
interface Reading {
  readonly place: ColumnPlace;
  readonly tests: FieldTest[];
}

/**
 * What tells events apart for some rules, so that those which are alike can be counted together:
 *
 * - A value matters only for events of the names and sources that rules which look at it ask for. Of other events these rules are
 *   decided by name and source alone, whatever the value.
 * - Of the values that matter, those which pass none of the predicates are alike.
 *
 * @param asked fields whose values are asked for themselves: they all matter
 */
export function distinctionsOf(rules: readonly SigmaRule[], asked: Iterable<string>, table: TrailTable): Distinctions {
  if (rules.some(({ expression }) => hasKeywords(expression))) {
    // A keyword may be in any value.
    return ALL_VALUES;
  }
  const askedPaths = [...asked];
  const isAsked = (path: string) => askedPaths.some((field) => isWithin(field, path) || isWithin(path, field));
  const readings = readingsOf(rules, table);
  const kinds = new Map<string, string>();
  const alike = new Map<string, Alike>();
  const structs = new Set<string>();
  for (const [path, { place, tests }] of readings) {
    if (isAsked(path)) {
      continue;
    }
    if (place.node.kind === 'struct') {
      structs.add(path);
      continue;
    }
    const kind = ALWAYS_READ.has(path) ? undefined : kindOf(new Set(tests.map(({ rule }) => rule)), table);
    if (kind !== undefined) {
      kinds.set(path, kind);
    }
    const values = path === 'eventTime' ? undefined : alikeValues(place, tests, table);
    if (values) {
      alike.set(path, values);
    }
  }
  const fits = withinRoom([...kinds.values(), ...[...alike.values()].map(({ when }) => when)]);
  return {
    select(path, sql) {
      const values = alike.get(path);
      const kind = kinds.get(path);
      const told = values && fits.has(values.when) ? `IF(${values.when}, ${sql}, ${values.otherwise})` : sql;
      return kind !== undefined && fits.has(kind) ? `IF(${kind}, ${told})` : told;
    },
    showsStruct: (path) => structs.has(path) || isAsked(path),
  };
}

function readingsOf(rules: readonly SigmaRule[], table: TrailTable): Map<string, Reading> {
  const readings = new Map<string, Reading>();
  const note = (field: string, test: FieldTest): void => {
    const place = columnPlace(table.nodes, field);
    if (place) {
      const reading = readings.get(place.path) ?? { place, tests: [] };
      readings.set(place.path, reading);
      reading.tests.push(test);
    }
  };
  for (const rule of rules) {
    for (const predicate of predicatesOf(rule.expression)) {
      note(predicate.field, { rule, predicate });
      if (predicate.kind === 'field_eq') {
        note(predicate.value, { rule, predicate });
      }
    }
  }
  return readings;
}

function predicatesOf(expression: Expression): Array<Predicate & { readonly field: string }> {
  switch (expression.op) {
    case 'and':
    case 'or':
      return expression.of.flatMap(predicatesOf);
    case 'not':
    case 'detection':
      return predicatesOf(expression.of);
    case 'predicate': {
      const { predicate } = expression;
      return predicate.field === undefined ? [] : [{ ...predicate, field: predicate.field }];
    }
    case 'constant':
      return [];
  }
}

/** The kinds of events for which a value matters that some rules look at; undefined where one of them takes any. */
function kindOf(rules: ReadonlySet<SigmaRule>, table: TrailTable): string | undefined {
  const terms = Array.from(rules, (rule) => kindTerm(rule, table));
  return terms.every((term) => term !== undefined)
    ? printTerm(pairsJoined(simplify({ op: 'or', of: terms })))
    : undefined;
}

/** Those that a statement has room for, the shortest first. */
function withinRoom(texts: readonly string[]): ReadonlySet<string> {
  let left = MAX_BYTES;
  return new Set(
    [...texts].sort((a, b) => a.length - b.length).filter((text) => (left -= Buffer.byteLength(text)) >= 0)
  );
}

/** Whether a path is another one, or begins with it. */
function isWithin(path: string, outer: string): boolean {
  return path === outer || path.startsWith(`${outer}.`);
}
