export { systemClock, type Clock } from './aws/clock';
export { AwsError, toAwsError, type AwsFault } from './aws/errors';
export { type ResolvedAccount } from './aws/accounts';
export { proxySecrets, type ProxySettings } from './aws/proxy';
export { accountOfArn, identityKey, type AwsSettings } from './aws/settings';
export { type Priority } from './collect/job';
export { type CollectorEvents, type LookupProgress } from './collect/observer';
export { type LookupFilter } from './lookup/filter';
export { type LookupClient, type LookupPage, type LookupRequest } from './lookup/client';
export { PacerPool } from './lookup/pacer';
export { LookupSource, type LookupSourceOptions } from './lookupSource';
export { estimateText } from './planner/estimate';
export { lookupNames } from './planner/plan';
export { needsKey, type RuleNeeds, type Spelling } from './planner/needs';
export {
  NarrowingError,
  type AccountFailure,
  type EventSource,
  type ScanFailure,
  type ScanNotice,
  type ScanRequest,
  type ScanResult,
  type ScanStats,
} from './source';
export { TrailSource, type TrailSourceOptions } from './trail/source/trailSource';
export { Spend, type SpendState, type SpentStatement } from './trail/source/spend';
export { TrailError, type TrailFault } from './trail/trailError';
export { connectTrail, trailIdentity, type TrailConnection } from './trail/connectTrail';
export { parseTableName } from './trail/sql/tableName';
export { tableStatements } from './trail/source/tableStatements';
export type { SqlEngine, TableInfo, TableName } from './trail/types';
export type { EventSet } from './scan/eventSet';
export { LOOKUP_DAYS } from './scan/range';
export { readRows, type PartRow } from './store/readRows';
export { planTest, rowRange } from './store/countRows';
export { placeKey } from './store/placeKey';
export { Lru } from './store/lru';
export { openDatabase, openMemoryDatabase } from './store/sqlite/database';
export { unlessAborted } from './unlessAborted';
export { StoreError } from './store/storeError';
export { SqliteEventStore } from './store/sqlite/sqliteStore';
export { ResilientStore } from './store/resilientStore';
export type { EventPart, EventRow, EventStore, OpenPart, Place } from './store/types';
