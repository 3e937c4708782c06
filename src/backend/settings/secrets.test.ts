import { Secrets } from './secrets';

describe('Secrets', () => {
  it('takes out what it has learnt since, in every function that was handed out before', () => {
    const secrets = new Secrets();
    const { redact } = secrets;
    secrets.add(['first-secret', undefined]);
    secrets.addSession(['token-of-session']);
    expect(redact('first-secret, token-of-session, other')).toBe('[secret], [secret], other');
  });

  it('keeps the secrets of data sources however many sessions come and go', () => {
    const secrets = new Secrets();
    secrets.add(['lasting-secret']);
    for (let session = 0; session < 2_000; session++) {
      secrets.addSession([`session-secret-${session}-`]);
    }
    expect(secrets.redact('lasting-secret session-secret-1999- session-secret-1-')).toBe(
      '[secret] [secret] session-secret-1-'
    );
  });
});
