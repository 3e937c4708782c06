import type { EventFilter } from '../../../contract/query';
import type { SigmaRule } from '../../../sigma';
import { Lru } from '../../store/lru';
import { condition, type ConditionLimits, type NarrowCondition } from '../narrow/condition';
import { distinctionsOf, LEAST_ROOM_BYTES } from '../narrow/distinctionsOf';
import { selectCounts } from '../sql/selectCounts';
import { selectEvents } from '../sql/selectEvents';
import { fieldsOf, hasKeywords } from '../table/fieldsOf';
import type { Distinctions } from '../table/distinctions';
import { readTable } from '../table/readTable';
import type { SqlEngine, TableInfo, TableName } from '../types';
import { ruleHash } from './needs';
import type { TrailStatements } from './statements';

/** Left of a statement for what is neither its condition nor what tells events apart: columns, range, names. */
const RESERVED_BYTES = 30_000;
/** Of conditions that were made lately. */
const KEPT_BYTES = 4 * 1024 * 1024;
/** What tells events apart is kept of so many questions. */
const KEPT_DISTINCTIONS = 16;
/** More would only be read and compiled by the engine. */
const MOST_ROOM_BYTES = 150_000;

/**
 * How a table is asked, made of what the engine says of it.
 *
 * @throws TrailError `no-column` where it holds no CloudTrail records
 */
export function tableStatements(
  info: TableInfo,
  name: TableName,
  { maxStatementBytes }: Pick<SqlEngine, 'maxStatementBytes'>,
  settleSeconds: number
): TrailStatements {
  const table = readTable(info, name);
  const limits: ConditionLimits = { maxBytes: maxStatementBytes - RESERVED_BYTES - LEAST_ROOM_BYTES };
  const made = new Lru<string, NarrowCondition>(KEPT_BYTES);
  /** Refreshed panels ask the same again and again, and of thousands of rules a condition takes a while. */
  const conditionOf = (rules: readonly SigmaRule[] | undefined, filters: readonly EventFilter[]): NarrowCondition => {
    const key = JSON.stringify([rules?.map(ruleHash), filters]);
    let known = made.get(key);
    if (!known) {
      known = condition(rules, filters, table, limits);
      made.set(key, known, key.length + known.text.length);
    }
    return known;
  };
  const told = new Lru<string, Distinctions>(KEPT_DISTINCTIONS);
  const distinctions = (rules: readonly SigmaRule[], fields: readonly string[], usedBytes: number): Distinctions => {
    const key = JSON.stringify([rules.map(ruleHash), fields, usedBytes]);
    const room = Math.min(maxStatementBytes - RESERVED_BYTES - usedBytes, MOST_ROOM_BYTES);
    const known = told.get(key) ?? distinctionsOf(rules, fields, table, room);
    told.set(key, known, 1);
    return known;
  };
  const { region, account, day, parts } = table.partitions;
  return {
    summary: {
      columns: info.columns.length,
      missing: table.missing,
      partitions: [
        ...(day || parts ? ['day'] : []),
        ...(account === undefined ? [] : ['account']),
        ...(region === undefined ? [] : ['region']),
      ],
    },
    partitionsByPlace: region !== undefined || account !== undefined,
    events({ rules, filters, ...range }, limit) {
      const { text, recordOf } = selectEvents({
        ...range,
        table,
        condition: conditionOf(rules, filters),
        settleMinutes: settleSeconds / 60,
        limit,
      });
      return {
        text,
        eventOf(row) {
          const event = recordOf(row);
          return event.timeMs > 0 ? event : undefined;
        },
      };
    },
    tallies({ rules = [], filters, ...range }, fields, bucketSeconds) {
      if (rules.some((rule) => hasKeywords(rule.expression))) {
        // A keyword may be in any field, its id even: no two events are alike.
        return undefined;
      }
      const read = new Set([...fields, ...rules.flatMap((rule) => [...fieldsOf(rule.expression)])]);
      const narrowed = conditionOf(rules.length === 0 ? undefined : rules, filters);
      const { text, recordOf } = selectCounts({
        ...range,
        table,
        condition: narrowed,
        settleMinutes: settleSeconds / 60,
        fields: read,
        distinctions: distinctions(rules, fields, Buffer.byteLength(narrowed.text)),
        bucketSeconds,
      });
      return {
        text,
        tallyOf(row) {
          const { bucketS, count, text: record } = recordOf(row);
          return bucketS === undefined ? undefined : { count, second: bucketS, text: record };
        },
      };
    },
    blindFields: (rule) => table.blindFields([rule]).map(({ field }) => field),
  };
}
