import { AwsServiceError } from '../aws/error';
import { firstWord } from './catalog';
import { MAX_PAGE_ROWS, MAX_REUSE_MINUTES, MAX_STATEMENT_BYTES } from './options';

/** A StartQueryExecution request that is allowed. */
export interface StartParameters {
  readonly statement: string;
  readonly token?: string;
  readonly workgroup: string;
  readonly outputLocation?: string;
  readonly catalog?: string;
  readonly database?: string;
  /** Absent: no reuse. */
  readonly reuseMinutes?: number;
}

type Input = Readonly<Record<string, unknown>>;

/** @throws AwsServiceError SerializationException for what is no JSON object */
export function parseBody(body: string): Input {
  try {
    const value: unknown = JSON.parse(body === '' ? '{}' : body);
    if (isObject(value)) {
      return value;
    }
  } catch {
    // As if it were no object.
  }
  throw new AwsServiceError('SerializationException', 'The request body is not a JSON object.');
}

/** @throws AwsServiceError InvalidRequestException, as Athena refuses what it does not take */
export function parseStart(input: Input): StartParameters {
  const statement = required(input, 'QueryString');
  if (Buffer.byteLength(statement) > MAX_STATEMENT_BYTES) {
    throw invalid(`Your query has exceeded the maximum query length of ${MAX_STATEMENT_BYTES} bytes.`);
  }
  if (!['SELECT', 'WITH', 'VALUES', 'TABLE'].includes(firstWord(statement))) {
    throw invalid('The emulator runs statements that select, and no others.');
  }
  const token = text(input, 'ClientRequestToken');
  if (token !== undefined && (token.length < 32 || token.length > 128)) {
    throw invalid('ClientRequestToken must have 32 to 128 characters.');
  }
  const outputLocation = text(object(input, 'ResultConfiguration'), 'OutputLocation');
  if (outputLocation !== undefined && !/^s3:\/\/[a-z0-9][a-z0-9.-]+/.test(outputLocation)) {
    throw invalid('outputLocation is not a valid S3 path.');
  }
  const context = object(input, 'QueryExecutionContext');
  return {
    statement,
    token,
    workgroup: text(input, 'WorkGroup') ?? 'primary',
    outputLocation,
    catalog: text(context, 'Catalog'),
    database: text(context, 'Database'),
    reuseMinutes: parseReuse(object(object(input, 'ResultReuseConfiguration'), 'ResultReuseByAgeConfiguration')),
  };
}

function parseReuse({ Enabled: enabled, MaxAgeInMinutes: minutes }: Input): number | undefined {
  if (enabled !== true) {
    return undefined;
  }
  if (minutes === undefined) {
    return 60;
  }
  if (typeof minutes !== 'number' || !(minutes >= 0 && minutes <= MAX_REUSE_MINUTES)) {
    throw invalid(`MaxAgeInMinutes must be from 0 to ${MAX_REUSE_MINUTES}.`);
  }
  return minutes;
}

/** @throws AwsServiceError InvalidRequestException */
export function parseResults(input: Input): { id: string; maxResults: number; nextToken?: string } {
  const { MaxResults: maxResults = MAX_PAGE_ROWS } = input;
  if (typeof maxResults !== 'number' || !Number.isInteger(maxResults) || maxResults < 1 || maxResults > MAX_PAGE_ROWS) {
    throw invalid(`MaxResults must be from 1 to ${MAX_PAGE_ROWS}.`);
  }
  return { id: required(input, 'QueryExecutionId'), maxResults, nextToken: text(input, 'NextToken') };
}

/** @throws AwsServiceError InvalidRequestException where it is absent or no text */
export function required(input: Input, name: string): string {
  const value = text(input, name);
  if (value === undefined || value === '') {
    throw invalid(`${name} must be given.`);
  }
  return value;
}

function text(input: Input, name: string): string | undefined {
  const value = input[name] ?? undefined;
  if (value !== undefined && typeof value !== 'string') {
    throw new AwsServiceError('SerializationException', `${name} must be a string.`);
  }
  return value;
}

function object(input: Input, name: string): Input {
  const value = input[name] ?? {};
  if (!isObject(value)) {
    throw new AwsServiceError('SerializationException', `${name} must be a structure.`);
  }
  return value;
}

function isObject(value: unknown): value is Input {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function invalid(message: string): AwsServiceError {
  return new AwsServiceError('InvalidRequestException', message, 400, { AthenaErrorCode: 'INVALID_INPUT' });
}
