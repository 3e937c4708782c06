import { classify, shortened } from '../../aws/errors';
import { queryFault } from '../queryFault';
import { TrailError, type TrailFault } from '../trailError';

/** Where a call went, for the sentence. */
export interface AthenaPlace {
  readonly region: string;
  readonly endpoint?: string;
}

/** The calls that are made, by the names that IAM has for them too. */
export type AthenaAction =
  'StartQueryExecution' | 'GetQueryExecution' | 'GetQueryResults' | 'StopQueryExecution' | 'GetTableMetadata';

/** Turns what the SDK threw into a TrailError that says what to do. */
export function callError(error: unknown, action: AthenaAction, place: AthenaPlace): TrailError {
  if (error instanceof TrailError) {
    return error;
  }
  const { fault: awsFault, code, message } = classify(error);
  const said = shortened(message.replace(/\s+/g, ' '));
  const at = `region ${place.region}`;
  const fail = (fault: TrailFault, sentence: string) => new TrailError(fault, code, sentence);
  switch (awsFault) {
    case 'access-denied':
      return fail(
        'access-denied',
        `AWS denied athena:${action} (${at}). Attach the policy of the documentation to the user or role, for this workgroup too.`
      );
    case 'bad-credentials':
      return fail(
        'bad-credentials',
        `Athena did not accept the credentials (${at}): ${code}. Check the access key and the secret key.`
      );
    case 'expired-credentials':
      return fail(
        'expired-credentials',
        `The credentials have expired (${at}): ${code}. Enter a new session token, or choose an auth type that renews them.`
      );
    case 'no-credentials':
      return fail(
        'no-credentials',
        `No AWS credentials were found for Athena (${at}). Choose an auth type in the settings.`
      );
    case 'region-disabled':
      return fail(
        'access-denied',
        `The region is not enabled for this account (${at}): ${code}. Set the region of the trail's table.`
      );
    case 'throttled':
      return fail(
        'throttled',
        `Athena has no room for another statement (${at}): ${code}. Run the query again in a moment, or ask AWS for a higher quota of active queries.`
      );
    case 'clock':
      return fail(
        'bad-credentials',
        `The clock of the Grafana server differs too much from AWS's (${at}): ${code}. Synchronise it.`
      );
    case 'network':
      return fail(
        'network',
        `${place.endpoint ?? 'Athena'} could not be reached (${at}): ${code}. Check the network, the region and the endpoint.`
      );
    case 'proxy':
      return fail(
        'network',
        `The proxy before AWS did not accept the user name and password (${at}). Check proxyUsername and proxyPassword.`
      );
    case 'timeout':
      return fail('timeout', `Athena did not answer in time (${at}): ${code}. Run the query again.`);
    case 'server':
      return fail('server', `Athena failed (${at}): ${code}. Run the query again.`);
    case 'cancelled':
      return fail('cancelled', 'The statement was cancelled.');
    default:
      return refusal(code, message, said);
  }
}

/** InvalidRequestException and MetadataException say what is wrong by their text alone. */
function refusal(code: string, message: string, said: string): TrailError {
  if (/work ?group.*(not found|not exist)/i.test(message)) {
    return new TrailError(
      'other',
      code,
      `Athena has no such workgroup: ${said} Check the workgroup in the data source settings.`
    );
  }
  if (/output (location|bucket)|outputLocation/i.test(message)) {
    return new TrailError(
      'other',
      code,
      `Athena has nowhere to put results: ${said} Set outputLocation to s3://BUCKET/PREFIX/, or choose a workgroup that has one.`
    );
  }
  if (/EntityNotFound|(table|database|catalog).*(not found|not exist)/i.test(message)) {
    return new TrailError(
      'no-table',
      code,
      `Athena has no such table: ${said} Check the table and the region in the data source settings.`
    );
  }
  if (/access ?denied|not authorized|insufficient/i.test(message)) {
    return new TrailError(
      'access-denied',
      code,
      `AWS denied what Athena needs: ${said} Attach the policy of the documentation.`
    );
  }
  if (code === 'InvalidRequestException') {
    return new TrailError('statement', code, `Athena did not take the statement: ${said}`);
  }
  return new TrailError('other', code, `Athena refused the request (${code}): ${said}`);
}

/**
 * A statement that Athena ended.
 *
 * @param state `FAILED` or `CANCELLED`
 * @param reason its StateChangeReason, most often `NAME_OF_ERROR: text`
 * @param isUserError what AthenaError says of whose fault it is
 */
export function endedError(state: string, reason: string, isUserError: boolean): TrailError {
  if (/bytes scanned limit/i.test(reason)) {
    return new TrailError(
      'scan-limit',
      state,
      'The workgroup does not let a statement read so much of the trail. Choose a narrower time range, or raise the limit of the workgroup.'
    );
  }
  if (state === 'CANCELLED') {
    return new TrailError(
      'cancelled',
      state,
      `The statement was stopped at Athena${reason === '' ? '' : `: ${shortened(reason)}`}. Run the query again.`
    );
  }
  const named = /^([A-Z][A-Z_]{3,}): ?([^]*)$/.exec(reason);
  if (/exhausted resources/i.test(reason)) {
    return new TrailError(
      'server',
      named?.[1] ?? state,
      'Athena had too little memory for the statement. Choose a narrower time range or fewer rules.'
    );
  }
  if (/query timeout|timed out/i.test(reason)) {
    return new TrailError(
      'timeout',
      named?.[1] ?? state,
      'Athena ended the statement because it took too long. Choose a narrower time range.'
    );
  }
  return queryFault('Athena', {
    errorName: named?.[1] ?? state,
    message: named?.[2] ?? reason,
    errorType: isUserError ? 'USER_ERROR' : 'INTERNAL_ERROR',
  });
}
