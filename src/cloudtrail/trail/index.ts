export { parseTableName, quotedTable } from './sql/tableName';
export { isSendable, sqlName, sqlText } from './sql/sqlText';
export { readTable, type BlindField, type TrailTable } from './table/readTable';
export { condition, type ConditionLimits, type NarrowCondition } from './narrow/condition';
export { selectEvents, type EventsRequest, type EventsStatement } from './sql/selectEvents';
export type { TrailRange } from './sql/rangeConditions';
export { selectCounts, type CountedRecord, type CountsRequest, type CountsStatement } from './sql/selectCounts';
export { fieldsOf, hasKeywords } from './table/fieldsOf';
