export { systemClock, type Clock } from './aws/clock';
export { AwsError, toAwsError, type AwsFault } from './aws/errors';
export { type ResolvedAccount } from './aws/accounts';
export { accountOfArn, identityKey, type AwsSettings } from './aws/settings';
export { type Priority } from './collect/job';
export { type CollectorEvents } from './collect/observer';
export { type LookupFilter } from './lookup/filter';
export { type LookupClient, type LookupPage, type LookupRequest } from './lookup/client';
export { PacerPool } from './lookup/pacer';
export { LookupSource, type LookupSourceOptions } from './lookupSource';
export { EVERYTHING, planLookups, type LookupPlan, type RuleNeeds } from './planner/plan';
export {
  NarrowingError,
  type EventSource,
  type ScanFailure,
  type ScanNotice,
  type ScanRequest,
  type ScanResult,
  type ScanStats,
} from './source';
export { MemoryEventStore } from './store/memory';
export { openDatabase, StoreError } from './store/sqlite/database';
export { SqliteEventStore } from './store/sqlite/sqliteStore';
export type { EventRow, EventStore, Place } from './store/types';
