import { toAwsError } from './errors';

const PLACE = { action: 'cloudtrail:LookupEvents', account: '111111111111', region: 'eu-central-1' } as const;

function awsError(name: string, message = '', status = 400): Error {
  return Object.assign(new Error(message), { name, $metadata: { httpStatusCode: status } });
}

describe('toAwsError', () => {
  it.each([
    ['AccessDeniedException', 'access-denied', /policy/],
    ['UnrecognizedClientException', 'bad-credentials', /access key/],
    ['InvalidSignatureException', 'bad-credentials', /secret key/],
    ['ExpiredTokenException', 'expired-credentials', /session token/],
    ['CredentialsProviderError', 'no-credentials', /forward_host_env_vars/],
    ['OptInRequired', 'region-disabled', /remove it from the data source's regions/],
    ['ThrottlingException', 'throttled', /2 requests a second/],
    ['InvalidNextTokenException', 'invalid-token', /again/],
    ['TimeoutError', 'timeout', /again/],
  ])('calls %s %s and says what to do', (name, fault, step) => {
    const error = toAwsError(awsError(name), PLACE);
    expect(error.fault).toBe(fault);
    expect(error.message).toMatch(step);
    expect(error.message).toMatch(/111111111111, region eu-central-1/);
  });

  it('tells a role that cannot be assumed from a lookup that is denied', () => {
    const error = toAwsError(awsError('AccessDenied'), { action: 'sts:AssumeRole', account: 'arn:aws:iam::1:role/x' });
    expect(error.message).toMatch(/trust policy.*external ID/);
  });

  it('calls a skewed clock a clock, though AWS calls it a signature', () => {
    const error = toAwsError(
      awsError('InvalidSignatureException', 'Signature expired: 20260101T000000Z is now earlier'),
      PLACE
    );
    expect(error.fault).toBe('clock');
    expect(error.retryable).toBe(true);
  });

  it.each([
    [Object.assign(new Error('connect'), { code: 'ECONNREFUSED' }), 'network'],
    [Object.assign(new Error('boom'), { $metadata: { httpStatusCode: 503 } }), 'server'],
    [new Error('socket hang up'), 'network'],
  ])('takes %s for something that may pass', (thrown, fault) => {
    const error = toAwsError(thrown, PLACE);
    expect(error.fault).toBe(fault);
    expect(error.retryable).toBe(true);
  });

  it('does not repeat AWS’s text of a signature error: it holds the signed request', () => {
    const error = toAwsError(
      awsError('SignatureDoesNotMatch', 'The canonical string: x-amz-security-token:PLANTEDTOKEN'),
      PLACE
    );
    expect(error.message).not.toContain('PLANTEDTOKEN');
  });
});
