import { redactor } from './redact';

describe('redactor', () => {
  it('takes every form of a secret out of a text', () => {
    const secret = 'abc/DEF+"12345"';
    const redact = redactor([secret, undefined, '']);
    const base64 = Buffer.from(secret).toString('base64');
    const text = `plain ${secret}, url ${encodeURIComponent(secret)} ${encodeURI(secret)}, json ${JSON.stringify({ secret })}, base64 ${base64}`;
    const redacted = redact(text);
    expect(redacted).not.toContain('DEF');
    expect(redacted).not.toContain(base64.slice(0, 12));
    expect(redacted.match(/\[secret\]/g)).toHaveLength(5);
  });

  it('takes out the longer of two secrets that begin alike', () => {
    expect(redactor(['secret-1', 'secret-1-and-more'])('x secret-1-and-more y')).toBe('x [secret] y');
  });

  it('leaves texts alone where a secret is too short to be one', () => {
    expect(redactor(['a'])('a cat')).toBe('a cat');
  });
});
