import type { SigmaRule } from '../../../sigma';
import { TrailError } from '../trailError';
import type { TableInfo, TableName } from '../types';
import { sqlName } from '../sql/sqlText';
import { fieldsOf } from './fieldsOf';
import { readPartitions, type Partitions, type PlaceColumn } from './partitions';
import { RECORD_FIELDS } from './recordFields';
import { placeOf, type FieldPlace, type TableNode } from './tableNode';
import { tableNodes } from './tableNodes';

/** A table of CloudTrail records, as we understand its columns. */
export interface TrailTable {
  readonly name: TableName;
  /** Top-level members of the record that the table holds, by CloudTrail's names. */
  readonly nodes: ReadonlyMap<string, TableNode>;
  readonly partitions: Partitions;
  /** Top-level members of CloudTrail's record that the table does not have. */
  readonly missing: readonly string[];
  /** Where a rule's field is. */
  place(field: string): FieldPlace;
  /** Fields that rules read and this table cannot show: for the rules they are missing in every event. */
  blindFields(rules: readonly SigmaRule[]): BlindField[];
}

export interface BlindField {
  readonly field: string;
  /** Keys of the rules that read it. */
  readonly rules: readonly string[];
}

/**
 * Reads what the columns of a table are. Partition columns named as account and region stand in for missing columns.
 *
 * @throws TrailError `no-column` where the table has no time or name of events: it holds no CloudTrail records then
 */
export function readTable(info: TableInfo, name: TableName): TrailTable {
  const nodes = tableNodes(info.columns, writesNull(info));
  const partitions = readPartitions(info);
  standIn(nodes, 'recipientAccountId', partitions.account);
  standIn(nodes, 'awsRegion', partitions.region);
  for (const needed of ['eventTime', 'eventName', 'eventSource']) {
    if (nodes.get(needed)?.kind !== 'text') {
      throw new TrailError(
        'no-column',
        'COLUMN_NOT_FOUND',
        `The table ${name.schema}.${name.table} has no column ${sqlName(needed.toLowerCase())} of text. Name a table of CloudTrail records; \`sigtrail trail-ddl\` prints one to create.`
      );
    }
  }
  const place = (field: string) => placeOf(nodes, field);
  return {
    name,
    nodes,
    partitions,
    missing: [...RECORD_FIELDS.values()].map((field) => field.name).filter((field) => !nodes.has(field)),
    place,
    blindFields(rules) {
      const byField = new Map<string, string[]>();
      for (const rule of rules) {
        for (const field of fieldsOf(rule.expression)) {
          if (place(field).kind === 'missing') {
            const keys = byField.get(field) ?? [];
            byField.set(field, keys);
            keys.push(rule.key);
          }
        }
      }
      return [...byField].map(([field, keys]) => ({ field, rules: keys }));
    },
  };
}

/** Whether the table's reader writes the text `null` for a null: com.amazon.emr.hive.serde.CloudTrailSerde does. */
function writesNull({ properties }: TableInfo): boolean {
  return Object.values(properties).some((value) => /\.CloudTrailSerde$/i.test(value));
}

function standIn(nodes: Map<string, TableNode>, name: string, column: PlaceColumn | undefined): void {
  if (column?.isSure && !nodes.has(name)) {
    nodes.set(name, { name, kind: 'text', sql: column.sql, always: false });
  }
}
