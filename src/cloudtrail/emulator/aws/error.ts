/** An error as AWS answers it: its name, its HTTP status and a text. */
export class AwsServiceError extends Error {
  override readonly name = 'AwsServiceError';
  constructor(
    readonly code: string,
    message: string,
    readonly status = 400,
    /** Further members of the answer. */
    readonly more: Readonly<Record<string, unknown>> = {}
  ) {
    super(message);
  }
}

/** How a service speaks: CloudTrail AWS JSON 1.1, STS the query protocol with XML answers. */
export type Protocol = 'json' | 'query';

/** What can be wrong with a request's authentication. Each protocol has its own names for it. */
export type AuthFault =
  'missing' | 'incomplete' | 'unknown-key' | 'bad-token' | 'signature' | 'skewed' | 'scope' | 'expired-token';

const NAMES: Readonly<Record<AuthFault, Readonly<Record<Protocol, readonly [string, number]>>>> = {
  missing: { json: ['MissingAuthenticationTokenException', 400], query: ['MissingAuthenticationToken', 403] },
  incomplete: { json: ['IncompleteSignatureException', 400], query: ['IncompleteSignature', 400] },
  'unknown-key': { json: ['UnrecognizedClientException', 400], query: ['InvalidClientTokenId', 403] },
  'bad-token': { json: ['UnrecognizedClientException', 400], query: ['InvalidClientTokenId', 403] },
  signature: { json: ['InvalidSignatureException', 400], query: ['SignatureDoesNotMatch', 403] },
  // AWS tells a clock that is off by the text, not by the name.
  skewed: { json: ['InvalidSignatureException', 400], query: ['SignatureDoesNotMatch', 403] },
  scope: { json: ['InvalidSignatureException', 400], query: ['SignatureDoesNotMatch', 403] },
  'expired-token': { json: ['ExpiredTokenException', 400], query: ['ExpiredToken', 403] },
};

/** The error that a protocol has for a fault of authentication. */
export function authError(fault: AuthFault, protocol: Protocol, message: string): AwsServiceError {
  const [code, status] = NAMES[fault][protocol];
  return new AwsServiceError(code, message, status);
}
