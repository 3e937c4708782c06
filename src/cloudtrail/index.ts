export { systemClock, type Clock } from './aws/clock';
export { AwsError, toAwsError, type AwsFault } from './aws/errors';
export { type ResolvedAccount } from './aws/accounts';
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
  type EventSource,
  type ScanFailure,
  type ScanNotice,
  type ScanRequest,
  type ScanResult,
  type ScanStats,
} from './source';
export type { EventSet } from './scan/eventSet';
export { readRows, type PartRow } from './store/readRows';
export { rowRange } from './store/countRows';
export { placeKey } from './store/placeKey';
export { Lru } from './store/lru';
export { openDatabase, openMemoryDatabase } from './store/sqlite/database';
export { unlessAborted } from './unlessAborted';
export { StoreError } from './store/storeError';
export { SqliteEventStore } from './store/sqlite/sqliteStore';
export { ResilientStore } from './store/resilientStore';
export type { EventPart, EventRow, EventStore, OpenPart, Place } from './store/types';
