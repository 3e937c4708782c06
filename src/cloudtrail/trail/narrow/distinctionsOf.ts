import type { SigmaRule } from '../../../sigma';
import { ALL_VALUES, type Distinctions } from '../table/distinctions';
import { fieldsRead, hasKeywords, predicatesOf } from '../table/fieldsOf';
import type { TrailTable } from '../table/readTable';
import { columnPlace, type ColumnPlace } from '../table/tableNode';
import { alikeValues, type Alike, type FieldTest } from './alike';
import { kindTerm } from './kindTerm';

/** Bytes that a statement leaves for distinctions at least. */
export const LEAST_ROOM_BYTES = 30_000;
/** What kind of event it is, and which: these are read of each. */
const ALWAYS_READ: ReadonlySet<string> = new Set(['eventName', 'eventSource', 'eventID']);

/** What rules do with the values of one place. */
interface Reading {
  readonly place: ColumnPlace;
  readonly tests: FieldTest[];
}

/**
 * What tells events apart for some rules, so that those which are alike can be counted together; see alikeValues.
 *
 * @param asked fields whose values are asked for themselves: they all matter
 * @param room bytes that this may add to a statement: of a great many rules the longest are left out
 */
export function distinctionsOf(
  rules: readonly SigmaRule[],
  asked: Iterable<string>,
  table: TrailTable,
  room = LEAST_ROOM_BYTES
): Distinctions {
  if (rules.some(({ expression }) => hasKeywords(expression))) {
    // A keyword may be in any value.
    return ALL_VALUES;
  }
  const askedPaths = [...asked];
  const isAsked = (path: string) => askedPaths.some((field) => isWithin(field, path) || isWithin(path, field));
  const structs = new Set<string>();
  const alike: Array<readonly [path: string, alike: Alike]> = [];
  for (const [path, { place, tests }] of readingsOf(rules, table)) {
    if (place.node.kind === 'struct') {
      structs.add(path);
    } else if (path !== 'eventTime' && !isAsked(path)) {
      const values = alikeValues(place, tests, table);
      if (values) {
        alike.push([path, values]);
      }
    }
  }
  const fitting = new Map(withinRoom(alike, room));
  return {
    select(path, sql) {
      const values = fitting.get(path);
      return values ? printed(values, sql) : sql;
    },
    showsStruct: (path) => structs.has(path) || isAsked(path),
  };
}

function readingsOf(rules: readonly SigmaRule[], table: TrailTable): Map<string, Reading> {
  const readings = new Map<string, Reading>();
  for (const rule of rules) {
    const kind = kindTerm(rule, table);
    for (const predicate of predicatesOf(rule.expression)) {
      const { field } = predicate;
      if (field === undefined) {
        continue;
      }
      for (const place of fieldsRead(predicate).flatMap((path) => columnPlace(table.nodes, path) ?? [])) {
        const reading = readings.get(place.path) ?? { place, tests: [] };
        readings.set(place.path, reading);
        reading.tests.push({
          predicate: { ...predicate, field },
          kind: ALWAYS_READ.has(place.path) ? undefined : kind,
        });
      }
    }
  }
  return readings;
}

/** Those that a statement has room for, the shortest first. */
function withinRoom<T extends readonly [string, Alike]>(all: readonly T[], room: number): T[] {
  let left = room;
  const sized = all.map((one) => ({ one, bytes: Buffer.byteLength(printed(one[1], '')) }));
  return sized
    .sort((a, b) => a.bytes - b.bytes)
    .filter(({ bytes }) => (left -= bytes) >= 0)
    .map(({ one }) => one);
}

function printed({ among, when, otherwise }: Alike, sql: string): string {
  const told = `IF(${when}, ${sql}, ${otherwise})`;
  return among === undefined ? told : `IF(${among}, ${told})`;
}

/** Whether a path is another one, or begins with it. */
function isWithin(path: string, outer: string): boolean {
  return path === outer || path.startsWith(`${outer}.`);
}
