/** What went wrong between us and AWS, as far as it changes what we or the user do next. */
export type AwsFault =
  | 'access-denied'
  | 'bad-credentials'
  | 'expired-credentials'
  | 'no-credentials'
  | 'region-disabled'
  | 'throttled'
  | 'invalid-token'
  | 'invalid-request'
  | 'clock'
  | 'network'
  | 'proxy'
  | 'timeout'
  | 'server'
  | 'cancelled'
  | 'other';

/** An AWS failure in our words. `message` is a sentence with the next step; it never holds a secret or a signature. */
export class AwsError extends Error {
  override readonly name = 'AwsError';
  constructor(
    readonly fault: AwsFault,
    /** AWS's or Node's name of the error: `AccessDeniedException`, `ECONNREFUSED`. */
    readonly code: string,
    message: string
  ) {
    super(message);
  }
  /** True where the same request may succeed a moment later. */
  get retryable(): boolean {
    return RETRYABLE.has(this.fault);
  }
}

const RETRYABLE: ReadonlySet<AwsFault> = new Set(['throttled', 'network', 'timeout', 'server', 'clock']);

/** Names as AWS JSON 1.1, the query protocol and the SDK give them. */
const FAULTS: Readonly<Record<string, AwsFault>> = {
  AccessDenied: 'access-denied',
  AccessDeniedException: 'access-denied',
  UnauthorizedOperation: 'access-denied',
  OperationNotPermittedException: 'access-denied',
  UnrecognizedClientException: 'bad-credentials',
  InvalidClientTokenId: 'bad-credentials',
  InvalidAccessKeyId: 'bad-credentials',
  IncompleteSignature: 'bad-credentials',
  IncompleteSignatureException: 'bad-credentials',
  MissingAuthenticationToken: 'bad-credentials',
  MissingAuthenticationTokenException: 'bad-credentials',
  SignatureDoesNotMatch: 'bad-credentials',
  InvalidSignatureException: 'bad-credentials',
  ExpiredToken: 'expired-credentials',
  ExpiredTokenException: 'expired-credentials',
  CredentialsProviderError: 'no-credentials',
  TokenProviderError: 'no-credentials',
  OptInRequired: 'region-disabled',
  OptInRequiredException: 'region-disabled',
  Throttling: 'throttled',
  ThrottlingException: 'throttled',
  TooManyRequestsException: 'throttled',
  RequestLimitExceeded: 'throttled',
  InvalidNextTokenException: 'invalid-token',
  InvalidTimeRangeException: 'invalid-request',
  InvalidLookupAttributesException: 'invalid-request',
  InvalidMaxResultsException: 'invalid-request',
  InvalidEventCategoryException: 'invalid-request',
  ValidationException: 'invalid-request',
  RequestTimeTooSkewed: 'clock',
  RequestExpired: 'clock',
  RequestInTheFuture: 'clock',
  InternalFailure: 'server',
  InternalServerError: 'server',
  InternalServerException: 'server',
  ServiceUnavailable: 'server',
  ServiceUnavailableException: 'server',
  TimeoutError: 'timeout',
  RequestTimeout: 'timeout',
  RequestTimeoutException: 'timeout',
  AbortError: 'cancelled',
  ECONNREFUSED: 'network',
  ECONNRESET: 'network',
  ECONNABORTED: 'network',
  ConnectionRefused: 'network',
  ConnectionClosed: 'network',
  ENOTFOUND: 'network',
  EAI_AGAIN: 'network',
  EHOSTUNREACH: 'network',
  ENETUNREACH: 'network',
  EPIPE: 'network',
  ETIMEDOUT: 'timeout',
};

interface ErrorShape {
  name?: unknown;
  code?: unknown;
  Code?: unknown;
  message?: unknown;
  $metadata?: { httpStatusCode?: number };
  cause?: unknown;
}

const MAX_MESSAGE = 300;
/** The status by which a proxy wants to know who asks; AWS has no use for it. */
const PROXY_ASKS = 407;

/** What the call was for; it appears in the message. */
export interface CallPlace {
  readonly action: 'cloudtrail:LookupEvents' | 'sts:AssumeRole' | 'sts:GetCallerIdentity';
  readonly region?: string;
  /** A role's ARN or an account id. */
  readonly account?: string;
  /** The endpoint of the settings, where they override AWS's. */
  readonly endpoint?: string;
}

/** What whatever the SDK or Node threw is about: its name, its text, and what kind of failure that is. */
export function classify(error: unknown): { fault: AwsFault; code: string; message: string } {
  const shape = (typeof error === 'object' && error !== null ? error : { message: String(error) }) as ErrorShape;
  const message = typeof shape.message === 'string' ? shape.message : '';
  const code = codeOf(shape);
  return { fault: faultOf(code, message, shape), code, message };
}

/** Turns whatever the SDK threw into an AwsError whose message says where it happened and what to do. */
export function toAwsError(error: unknown, place: CallPlace): AwsError {
  if (error instanceof AwsError) {
    return error;
  }
  const { fault, code, message } = classify(error);
  return new AwsError(fault, code, describe(fault, code, message, place));
}

/** CloudTrail gives page tokens without end, and no event. */
export function emptyPagesError(pages: number, place: { readonly account: string; readonly region: string }): AwsError {
  return new AwsError(
    'other',
    'EmptyPages',
    `CloudTrail sent ${pages} pages without an event one after another (account ${place.account}, region ${place.region}). ` +
      'Choose a narrower time range; what was fetched is kept.'
  );
}

/** Our clock is so far ahead of CloudTrail's that what is new there counts as old here. */
export function clockAheadError(
  seconds: number,
  place: { readonly account: string; readonly region: string }
): AwsError {
  return new AwsError(
    'clock',
    'ClockAhead',
    `The clock of the Grafana server is ${Math.round(seconds / 60)} minutes ahead of AWS's (account ${place.account}, region ${place.region}): ` +
      'recent events appear that much later here than they happened. Synchronise it; what was fetched is kept.'
  );
}

function codeOf(shape: ErrorShape): string {
  for (const candidate of [shape.code, shape.Code, shape.name]) {
    if (typeof candidate === 'string' && candidate !== 'Error' && candidate !== '') {
      return candidate;
    }
  }
  // The SDK wraps errors that it does not know for ones, and keeps only their text.
  const inText = typeof shape.message === 'string' ? /\bE[A-Z_]{4,}\b/.exec(shape.message)?.[0] : undefined;
  return inText ?? 'Error';
}

function faultOf(code: string, message: string, shape: ErrorShape): AwsFault {
  // A skewed clock is told by the message only: AWS JSON services use InvalidSignatureException for it.
  if (/signature (expired|not yet current)/i.test(message)) {
    return 'clock';
  }
  // A role that must be assumed first fails inside the credential provider: its cause is what matters.
  const known = FAULTS[code] ?? (typeof shape.name === 'string' ? FAULTS[shape.name] : undefined);
  if (known) {
    return known;
  }
  const status = shape.$metadata?.httpStatusCode ?? 0;
  if (status === PROXY_ASKS) {
    return 'proxy';
  }
  if (status === 429) {
    return 'throttled';
  }
  if (status >= 500) {
    return 'server';
  }
  if (status >= 400) {
    // AWS has answered: the text may quote what was sent.
    return 'other';
  }
  if (/socket hang ?up|connection (was )?(closed|reset|refused)|unable to connect|network/i.test(message)) {
    return 'network';
  }
  if (/tim(ed|e) ?out/i.test(message)) {
    return 'timeout';
  }
  return 'other';
}

function describe(fault: AwsFault, code: string, message: string, place: CallPlace): string {
  const where = [place.account && `account ${place.account}`, place.region && `region ${place.region}`]
    .filter(Boolean)
    .join(', ');
  const at = where === '' ? '' : ` (${where})`;
  switch (fault) {
    case 'access-denied':
      return place.action === 'sts:AssumeRole'
        ? `The role could not be assumed${at}: AWS answered ${code}. Check the role's trust policy, the external ID, and that the credentials may call sts:AssumeRole.`
        : `AWS denied ${place.action}${at}. Attach a policy that allows it: {"Effect": "Allow", "Action": "${place.action}", "Resource": "*"}.`;
    case 'bad-credentials':
      return `AWS did not accept the credentials${at}: ${code}. Check the access key and the secret key, and that the key is active.`;
    case 'expired-credentials':
      return `The credentials have expired${at}: ${code}. Enter a new session token, or choose an auth type that renews them.`;
    case 'no-credentials':
      return (
        `No AWS credentials were found${at}. Choose an auth type in the settings; "default" sees environment variables only when ` +
        'Grafana forwards them (forward_host_env_vars = sigtrail-cloudtrail-datasource).'
      );
    case 'region-disabled':
      return `The region is not enabled for this account${at}: ${code}. Enable it in AWS, or remove it from the data source's regions.`;
    case 'throttled':
      return (
        `CloudTrail throttled ${place.action}${at}: it allows 2 requests a second for an account and region, and this quota cannot be raised. ` +
        'Choose a narrower time range, a longer interval, or rules of one event source; what was fetched is kept.'
      );
    case 'invalid-token':
      return `CloudTrail no longer accepts the page token${at}: ${code}. Run the query again; what was fetched is kept.`;
    case 'invalid-request':
      return `CloudTrail refused the request${at}: ${code}: ${shortened(message)}`;
    case 'clock':
      return `The clock of the Grafana server differs too much from AWS's${at}: ${code}. Synchronise it.`;
    case 'network':
      return place.endpoint === undefined
        ? `AWS could not be reached${at}: ${code}. Check the network and the region's name.`
        : `${place.endpoint} could not be reached${at}: ${code}. Check the endpoint of the settings and the network.`;
    case 'proxy':
      return `The proxy before AWS did not accept the user name and password${at}. Check proxyUsername and proxyPassword.`;
    case 'timeout':
      return `CloudTrail did not answer in time${at}: ${code}. Run the query again; what was fetched is kept.`;
    case 'server':
      return `CloudTrail failed${at}: ${code}. Run the query again; what was fetched is kept.`;
    case 'cancelled':
      return `The lookup was cancelled${at}.`;
    case 'other':
      return `${place.action} failed${at}: ${code}: ${shortened(message)}`;
  }
}

/** What AWS, or a gateway in its place, said. It is cut between words: half a secret is not recognised as one. */
export function shortened(message: string): string {
  return message.length <= MAX_MESSAGE ? message : `${message.slice(0, MAX_MESSAGE).replace(/[^\s"'<>]*$/, '')}…`;
}
