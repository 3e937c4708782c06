import type { TableColumn, TableInfo } from '../types';
import { sqlName } from '../sql/sqlText';
import { parseColumnType } from './columnType';
import { looseName, RECORD_FIELDS } from './recordFields';

/** How a table is parted, as far as statements can make use of it. */
export interface Partitions {
  /** One column with the day: `format` in Java's letters; undefined where it is not known. */
  readonly day?: { readonly sql: string; readonly format: string | 'date' | undefined };
  /** Separate columns; numbers or texts, with or without leading zeros. */
  readonly parts?: { readonly year: PartColumn; readonly month: PartColumn; readonly day?: PartColumn };
  readonly account?: PlaceColumn;
  readonly region?: PlaceColumn;
}

/**
 * A column with the account or region of the folder that an object lies in. One of a view is told by its name alone: it may
 * hold something else.
 */
export interface PlaceColumn {
  readonly sql: string;
  readonly isSure: boolean;
}

export interface PartColumn {
  readonly sql: string;
  readonly isText: boolean;
}

const DAY_NAMES = new Set([
  'timestamp',
  'date',
  'day',
  'dt',
  'eventdate',
  'eventday',
  'datehour',
  'logdate',
  'partitiondate',
]);
const VIEW_DAY_NAMES = new Set(['timestamp']);
const ACCOUNT_NAMES = new Set(['account', 'accountid', 'awsaccount', 'awsaccountid']);
const REGION_NAMES = new Set(['region', 'awsregion', 'regionname']);

/**
 * Reads what the partition columns are. Those that are not understood narrow nothing. A view does not tell which of its
 * columns are partitions of what is below it: columns with their names, which no member of the record has, are taken for
 * such.
 */
export function readPartitions({ columns, properties }: TableInfo): Partitions {
  const declared = columns.filter(({ isPartition }) => isPartition);
  const partitions = declared.length > 0 ? declared : columns.filter(({ name }) => !RECORD_FIELDS.has(looseName(name)));
  const named = (names: ReadonlySet<string>) => partitions.find(({ name }) => names.has(looseName(name)));
  const part = (name: string) => partColumn(partitions.find((column) => looseName(column.name) === name));
  const [year, month, dayPart] = [part('year'), part('month'), part('day')];
  const days = partitions.filter((column) => isDayColumn(column, declared.length > 0));
  const day = year && month ? undefined : days[0];
  const account = named(ACCOUNT_NAMES);
  const region = named(REGION_NAMES);
  return {
    ...(day && { day: { sql: sqlName(day.name), format: formatOf(day, properties) } }),
    ...(year && month && { parts: { year, month, ...(dayPart && { day: dayPart }) } }),
    ...(account && isText(account) && { account: placeColumn(account) }),
    ...(region && isText(region) && { region: placeColumn(region) }),
  };
}

/** In a view only the name that AWS's documented table has: a column of days may be about anything else there. */
function isDayColumn({ name, type }: TableColumn, isDeclared: boolean): boolean {
  const { kind } = parseColumnType(type);
  const names = isDeclared ? DAY_NAMES : VIEW_DAY_NAMES;
  return (kind === 'text' || kind === 'date') && names.has(looseName(name));
}

function formatOf({ name, type }: TableColumn, properties: TableInfo['properties']): string | undefined {
  if (parseColumnType(type).kind === 'date') {
    return 'date';
  }
  const projected = properties['projection.enabled']?.toLowerCase() !== 'false';
  return projected ? properties[`projection.${name.toLowerCase()}.format`] : undefined;
}

function partColumn(column: TableColumn | undefined): PartColumn | undefined {
  const kind = column && parseColumnType(column.type).kind;
  return column && (kind === 'text' || kind === 'integer')
    ? { sql: sqlName(column.name), isText: kind === 'text' }
    : undefined;
}

function placeColumn({ name, isPartition }: TableColumn): PlaceColumn {
  return { sql: sqlName(name), isSure: isPartition };
}

function isText({ type }: TableColumn): boolean {
  return parseColumnType(type).kind === 'text';
}
