import { classify, shortened } from '../../aws/errors';
import type { QueryError } from '../queryFault';
import { TrailError } from '../trailError';
import type { HttpReply } from './http';

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
