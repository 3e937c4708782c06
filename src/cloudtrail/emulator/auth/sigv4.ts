import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { authError, type Protocol } from '../aws/error';
import { header, type AwsRequest } from '../aws/request';

/**
 * Signature Version 4, the verifying side, after the IAM user guide ("Create a signed AWS API request"): the canonical
 * request is rebuilt from what arrived, so that a changed header, path or body breaks the signature as it does at AWS.
 */
export interface Authorization {
  readonly accessKeyId: string;
  /** `YYYYMMDD` of the credential scope. */
  readonly date: string;
  readonly region: string;
  readonly service: string;
  /** Lower case, in the order given. */
  readonly signedHeaders: readonly string[];
  readonly signature: string;
}

const ALGORITHM = 'AWS4-HMAC-SHA256';
/** AWS accepts a signature's time within five minutes of its own. */
const SKEW_MS = 5 * 60_000;
/** What a signature must cover where the request has it. */
const MUST_BE_SIGNED = ['x-amz-date', 'x-amz-security-token', 'x-amz-target'];

/**
 * Reads the Authorization header.
 *
 * @throws AwsServiceError for a request without one, or with an incomplete one
 */
export function parseAuthorization(request: AwsRequest, protocol: Protocol): Authorization {
  const value = header(request, 'authorization');
  if (value === undefined) {
    throw authError(
      'missing',
      protocol,
      protocol === 'json' ? 'Missing Authentication Token' : 'Request is missing Authentication Token'
    );
  }
  const space = value.indexOf(' ');
  if (value.slice(0, space) !== ALGORITHM) {
    throw authError('incomplete', protocol, `Authorization header must use ${ALGORITHM}.`);
  }
  const parts = new Map(
    value
      .slice(space + 1)
      .split(',')
      .map((part) => {
        const [name, ...rest] = part.trim().split('=');
        return [name, rest.join('=')] as const;
      })
  );
  for (const name of ['Credential', 'SignedHeaders', 'Signature']) {
    if (!parts.get(name)) {
      throw authError('incomplete', protocol, `Authorization header requires '${name}' parameter.`);
    }
  }
  const scope = (parts.get('Credential') ?? '').split('/');
  if (scope.length !== 5 || scope[4] !== 'aws4_request') {
    throw authError(
      'incomplete',
      protocol,
      'Credential must have the form KEY/DATE/REGION/SERVICE/aws4_request in the Authorization header.'
    );
  }
  const [accessKeyId, date, region, service] = scope;
  const signedHeaders = (parts.get('SignedHeaders') ?? '').split(';');
  return { accessKeyId, date, region, service, signedHeaders, signature: parts.get('Signature') ?? '' };
}

/**
 * Checks everything about a signature but whose key it is: scope, time, which headers it covers, and the signature.
 *
 * @param nowMs the service's clock
 * @throws AwsServiceError
 */
export function verifySignature(
  request: AwsRequest,
  authorization: Authorization,
  secret: string,
  expected: { service: string; protocol: Protocol; nowMs: number }
): void {
  const { protocol } = expected;
  if (authorization.service !== expected.service) {
    throw authError('scope', protocol, `Credential should be scoped to correct service: '${expected.service}'.`);
  }
  if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(authorization.region)) {
    throw authError('scope', protocol, `Credential should be scoped to a valid region, not '${authorization.region}'.`);
  }
  const unsigned = ['host', ...MUST_BE_SIGNED].find(
    (name) => (name === 'host' || request.headers.has(name)) && !authorization.signedHeaders.includes(name)
  );
  if (unsigned !== undefined) {
    throw authError('signature', protocol, `'${unsigned}' must be a 'SignedHeader' in the AWS Authorization.`);
  }
  const time = signingTime(request, protocol);
  checkTime(time, authorization.date, expected.nowMs, protocol);
  const signature = createHmac('sha256', signingKey(secret, authorization))
    .update(stringToSign(request, authorization, time))
    .digest();
  const given = Buffer.from(authorization.signature, 'hex');
  if (given.length !== signature.length || !timingSafeEqual(given, signature)) {
    throw authError(
      'signature',
      protocol,
      'The request signature we calculated does not match the signature you provided. ' +
        'Check your AWS Secret Access Key and signing method.'
    );
  }
}

/** The time of `X-Amz-Date`, in its own form (`20261124T100000Z`). */
function signingTime(request: AwsRequest, protocol: Protocol): string {
  const basic = header(request, 'x-amz-date');
  if (basic !== undefined && /^\d{8}T\d{6}Z$/.test(basic)) {
    return basic;
  }
  const date = basic ?? header(request, 'date');
  const ms = date === undefined ? NaN : Date.parse(date);
  if (Number.isNaN(ms)) {
    throw authError(
      'incomplete',
      protocol,
      "Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header."
    );
  }
  return basicTime(ms);
}

function checkTime(time: string, scopeDate: string, nowMs: number, protocol: Protocol): void {
  if (time.slice(0, 8) !== scopeDate) {
    throw authError(
      'signature',
      protocol,
      `Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date: '${scopeDate}' != '${time.slice(0, 8)}'.`
    );
  }
  const ms = Date.parse(time.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z'));
  const now = basicTime(nowMs);
  if (!(ms >= nowMs - SKEW_MS)) {
    const limit = basicTime(nowMs - SKEW_MS);
    throw authError('skewed', protocol, `Signature expired: ${time} is now earlier than ${limit} (${now} - 5 min.)`);
  }
  if (ms > nowMs + SKEW_MS) {
    const limit = basicTime(nowMs + SKEW_MS);
    throw authError(
      'skewed',
      protocol,
      `Signature not yet current: ${time} is still later than ${limit} (${now} + 5 min.)`
    );
  }
}

function basicTime(ms: number): string {
  return new Date(ms)
    .toISOString()
    .replace(/\.\d+Z$/, 'Z')
    .replace(/[-:]/g, '');
}

function signingKey(secret: string, { date, region, service }: Authorization): Buffer {
  return [date, region, service, 'aws4_request'].reduce<Buffer>(
    (key, part) => createHmac('sha256', key).update(part).digest(),
    Buffer.from(`AWS4${secret}`)
  );
}

function stringToSign(request: AwsRequest, authorization: Authorization, time: string): string {
  const { date, region, service } = authorization;
  const hash = createHash('sha256').update(canonicalRequest(request, authorization.signedHeaders)).digest('hex');
  return [ALGORITHM, time, `${date}/${region}/${service}/aws4_request`, hash].join('\n');
}

/** The canonical request; its payload hash is that of the body that arrived, whatever a header says. */
export function canonicalRequest(request: AwsRequest, signedHeaders: readonly string[]): string {
  const headers = signedHeaders.map((name) => {
    const values = (request.headers.get(name) ?? []).map((value) => value.trim().replace(/ +/g, ' '));
    return `${name}:${values.join(',')}\n`;
  });
  const payload = createHash('sha256').update(request.body).digest('hex');
  return [
    request.method,
    canonicalPath(request.path),
    canonicalQuery(request.query),
    headers.join(''),
    signedHeaders.join(';'),
    payload,
  ].join('\n');
}

/** Outside of S3 the path that is sent is encoded once more. */
function canonicalPath(path: string): string {
  return path.split('/').map(encode).join('/') || '/';
}

function canonicalQuery(query: string): string {
  if (query === '') {
    return '';
  }
  return [...new URLSearchParams(query)]
    .map(([name, value]) => [encode(name), encode(value)] as const)
    .sort((a, b) => compare(a[0], b[0]) || compare(a[1], b[1]))
    .map(([name, value]) => `${name}=${value}`)
    .join('&');
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}

function encode(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);
}
