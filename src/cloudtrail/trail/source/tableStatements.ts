import { condition, type ConditionLimits } from '../narrow/condition';
import { gatesOf } from '../narrow/gates';
import { selectCounts } from '../sql/selectCounts';
import { selectEvents } from '../sql/selectEvents';
import { fieldsOf, hasKeywords } from '../table/fieldsOf';
import { readTable } from '../table/readTable';
import type { SqlEngine, TableInfo, TableName } from '../types';
import type { TrailStatements } from './statements';

/** Left of a statement for what is not its condition: columns, range, names. */
const RESERVED_BYTES = 40_000;

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
  const limits: ConditionLimits = { maxBytes: maxStatementBytes - RESERVED_BYTES };
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
        condition: condition(rules, filters, table, limits),
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
      const { text, recordOf } = selectCounts({
        ...range,
        table,
        condition: condition(rules.length === 0 ? undefined : rules, filters, table, limits),
        settleMinutes: settleSeconds / 60,
        fields: read,
        gates: gatesOf(rules, fields, table),
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
