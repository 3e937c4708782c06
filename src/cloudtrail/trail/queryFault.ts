import { shortened } from '../aws/errors';
import { TrailError, type TrailFault } from './trailError';

/** Why a statement failed, as Trino says it and Athena too, whose engine it is. */
export interface QueryError {
  readonly errorName: string;
  readonly errorType: string;
  readonly message: string;
}

/** Names of errors that say more than their type. */
const FAULTS: Readonly<Record<string, TrailFault>> = {
  TABLE_NOT_FOUND: 'no-table',
  SCHEMA_NOT_FOUND: 'no-table',
  CATALOG_NOT_FOUND: 'no-table',
  COLUMN_NOT_FOUND: 'no-column',
  PERMISSION_DENIED: 'access-denied',
  EXCEEDED_SCAN_LIMIT: 'scan-limit',
  EXCEEDED_TIME_LIMIT: 'timeout',
  EXCEEDED_CPU_LIMIT: 'timeout',
  ABANDONED_QUERY: 'timeout',
  QUERY_QUEUE_FULL: 'throttled',
  USER_CANCELED: 'cancelled',
  ADMINISTRATIVELY_KILLED: 'cancelled',
  ADMINISTRATIVELY_PREEMPTED: 'cancelled',
  HIVE_BAD_DATA: 'bad-data',
  HIVE_CURSOR_ERROR: 'bad-data',
  HIVE_INVALID_PARTITION_VALUE: 'bad-data',
};

/** @param engine its name for the sentence */
export function queryFault(engine: 'Trino' | 'Athena', error: QueryError): TrailError {
  const fault = faultOf(error);
  return new TrailError(fault, error.errorName, sentence(engine, fault, error));
}

function faultOf({ errorName, errorType, message }: QueryError): TrailFault {
  const known = FAULTS[errorName];
  // What S3 denies comes under many names.
  if (known !== 'no-table' && known !== 'no-column' && /access ?denied|status code: 403|\bforbidden\b/i.test(message)) {
    return 'access-denied';
  }
  if (known) {
    return known;
  }
  // Objects are opened, listed and unpacked under a few names; the text says what was wrong with them.
  if (
    /^HIVE_(CANNOT_OPEN_SPLIT|FILESYSTEM_ERROR)$/.test(errorName) &&
    /not in gzip|corrupt|unexpected end|malformed|invalid/i.test(message)
  ) {
    return 'bad-data';
  }
  return errorType === 'USER_ERROR' ? 'statement' : 'server';
}

function sentence(engine: string, fault: TrailFault, { errorName, message }: QueryError): string {
  const said = shortened(message.replace(/^line \d+:\d+: /, '').replace(/\s+/g, ' '));
  switch (fault) {
    case 'no-table':
      return `${engine} has no such table: ${said}. Check the table in the data source settings; it is written catalog.schema.table.`;
    case 'no-column':
      return `The table has changed since it was described: ${said}. Run the query again.`;
    case 'access-denied':
      return `${engine} may not read the trail: ${said}. Let this user select from the table, and let ${engine} read the bucket.`;
    case 'scan-limit':
      return 'The statement would read more than the limit of scanned bytes allows. Choose a narrower time range, or raise the limit.';
    case 'timeout':
      return `${engine} ended the statement because it took too long (${errorName}). Choose a narrower time range, or raise its limits.`;
    case 'throttled':
      return `${engine} has no room for another statement (${errorName}). Run the query again in a moment, or raise its queue's limits.`;
    case 'cancelled':
      return `The statement was stopped at ${engine} (${errorName}): by its administrator, or by a rule of theirs.`;
    case 'bad-data':
      return `${engine} cannot read an object of the trail: ${said}. Remove or repair the object, or let the table ignore malformed records.`;
    case 'statement':
      return `${engine} did not take the statement (${errorName}): ${said}. The table may have columns of other types than a CloudTrail table has.`;
    default:
      return `${engine} failed (${errorName}): ${said}. Run the query again.`;
  }
}
