import { classify, shortened } from '../../aws/errors';
import { TrailError, type TrailFault } from '../trailError';
import type { QueryError } from './answer';
import type { HttpReply } from './http';

/** Trino's names of errors, where they say more than their type. */
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

/** Errors of a server that is about to be there, or has no room yet: nothing was read, the statement may be sent again. */
const NOT_STARTED: ReadonlySet<string> = new Set([
  'NO_NODES_AVAILABLE',
  'SERVER_STARTING_UP',
  'QUERY_QUEUE_FULL',
  'SERVER_SHUTTING_DOWN',
]);

export function mayStartAgain({ errorName }: QueryError): boolean {
  return NOT_STARTED.has(errorName);
}

/** What made a statement fail, in our words. */
export function queryError(error: QueryError): TrailError {
  const fault = faultOf(error);
  return new TrailError(fault, error.errorName, describe(fault, error));
}

function faultOf({ errorName, errorType, message }: QueryError): TrailFault {
  const known = FAULTS[errorName];
  if (known) {
    return known;
  }
  // Objects are opened, listed and unpacked under a few names; the text says what was wrong with them.
  if (/^HIVE_(CANNOT_OPEN_SPLIT|FILESYSTEM_ERROR|FILE_NOT_FOUND)$/.test(errorName)) {
    if (/access ?denied|forbidden|\b403\b/i.test(message)) {
      return 'access-denied';
    }
    return /not in gzip|corrupt|unexpected end|malformed|invalid/i.test(message) ? 'bad-data' : 'server';
  }
  return errorType === 'USER_ERROR' ? 'statement' : 'server';
}

function describe(fault: TrailFault, { errorName, message }: QueryError): string {
  const said = shortened(message.replace(/^line \d+:\d+: /, '').replace(/\s+/g, ' '));
  switch (fault) {
    case 'no-table':
      return `Trino has no such table: ${said}. Check the table in the data source settings; it is written catalog.schema.table.`;
    case 'no-column':
      return `The table has changed since it was described: ${said}. Run the query again.`;
    case 'access-denied':
      return `Trino does not let this user read the trail: ${said}. Let it select from the table, and let Trino read the bucket.`;
    case 'scan-limit':
      return `The statement would read more than the limit of scanned bytes allows. Choose a narrower time range, or raise the limit.`;
    case 'timeout':
      return `Trino ended the statement because it took too long (${errorName}). Choose a narrower time range, or raise its limits.`;
    case 'throttled':
      return `Trino has no room for another statement (${errorName}). Run the query again in a moment, or raise its queue's limits.`;
    case 'cancelled':
      return `The statement was stopped at Trino (${errorName}): by its administrator, or by a rule of theirs.`;
    case 'bad-data':
      return `Trino cannot read an object of the trail: ${said}. Remove or repair the object, or let the table ignore malformed records.`;
    case 'statement':
      return `Trino did not take the statement (${errorName}): ${said}. The table may have columns of other types than a CloudTrail table has.`;
    default:
      return `Trino failed (${errorName}): ${said}. Run the query again.`;
  }
}

/** An HTTP status that is no answer to a statement. @param isStart the statement was being sent */
export function replyError({ status, body, headers }: HttpReply, isStart: boolean): TrailError {
  const said = shortened(
    body
      .replace(/<[^>]*>/g, ' ')
      .replace(/\s+/g, ' ')
      .trim()
  );
  const code = `HTTP ${status}`;
  if (status === 401) {
    return new TrailError(
      'bad-credentials',
      code,
      'Trino did not accept the user and its password or token. Check them in the data source settings.'
    );
  }
  if (status === 403) {
    return new TrailError(
      'access-denied',
      code,
      `Trino refused the request: ${said}. Check what this user may do there.`
    );
  }
  if (status >= 300 && status < 400) {
    return new TrailError(
      'other',
      code,
      `Something before Trino redirects to ${hostOf(headers.location)}, which is not followed. Set the URL to where Trino itself answers.`
    );
  }
  if (!isStart && (status === 404 || status === 410)) {
    return new TrailError(
      'server',
      'QUERY_GONE',
      'Trino no longer knows the statement: it was restarted, or the statement was dropped there. Run the query again.'
    );
  }
  if (status === 404 || status === 405) {
    return new TrailError(
      'other',
      code,
      `What answers at this URL is no Trino: it knows no statements. Check the URL.`
    );
  }
  if (status === 429 || status === 503) {
    return new TrailError(
      'throttled',
      code,
      `Trino, or what stands before it, has no room for requests (${code}). Run the query again in a moment.`
    );
  }
  if (status >= 500) {
    return new TrailError('server', code, `Trino, or what stands before it, failed (${code}). Run the query again.`);
  }
  return new TrailError('other', code, `Trino refused the request (${code}): ${said}`);
}

function hostOf(location: string | undefined): string {
  try {
    return new URL(location ?? '').host;
  } catch {
    return 'another path';
  }
}

/** A connection that failed. TLS faults stay until somebody changes something; the others may pass. */
export function connectionError(error: unknown, origin: URL): TrailError {
  if (error instanceof TrailError) {
    return error;
  }
  const { fault, code } = classify(error);
  if (isTlsFault(code)) {
    return new TrailError(
      'network',
      code,
      `The certificate of ${origin.host} is not trusted (${code}). Check the host's name, and give Grafana's server the certificate that it is signed by.`
    );
  }
  return fault === 'timeout'
    ? new TrailError('timeout', code, `${origin.host} did not answer in time (${code}). Check the URL and the network.`)
    : new TrailError('network', code, `${origin.host} could not be reached (${code}). Check the URL and the network.`);
}

export function isTlsFault(code: string): boolean {
  return /CERT|SELF_SIGNED|UNABLE_TO_|ERR_TLS|ERR_SSL|EPROTO/.test(code);
}
