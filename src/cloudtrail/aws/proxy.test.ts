import { proxyFor, proxySecrets } from './proxy';

const TARGET = 'https://cloudtrail.eu-central-1.amazonaws.com';
const PROXY = 'http://proxy.example.com:3128';

const fromEnvironment = (environment: Record<string, string>, target = TARGET) =>
  proxyFor(new URL(target), undefined, environment)?.origin;

describe('the proxy of the environment', () => {
  it.each([
    [{ HTTPS_PROXY: PROXY }, TARGET, PROXY],
    [{ https_proxy: PROXY }, TARGET, PROXY],
    [{ HTTP_PROXY: PROXY }, TARGET, undefined],
    [{ HTTP_PROXY: PROXY }, 'http://emulator:4580', PROXY],
    [{ HTTPS_PROXY: 'proxy.example.com:3128' }, TARGET, PROXY],
    [{ HTTPS_PROXY: 'socks5://proxy.example.com' }, TARGET, undefined],
    [{ HTTPS_PROXY: 'http://' }, TARGET, undefined],
    [{}, TARGET, undefined],
  ])('of %j for %s is %s', (environment, target, proxy) => {
    expect(fromEnvironment(environment as Record<string, string>, target)).toBe(proxy);
  });

  it.each(['https://localhost', 'https://127.0.0.1:4580', 'https://[::1]:4580'])('is never used for %s', (target) => {
    expect(fromEnvironment({ HTTPS_PROXY: PROXY, NO_PROXY: '' }, target)).toBeUndefined();
  });

  it.each([
    ['*', TARGET, false],
    ['amazonaws.com', TARGET, false],
    ['.amazonaws.com', TARGET, false],
    ['*.amazonaws.com', TARGET, false],
    ['AMAZONAWS.COM', TARGET, false],
    ['example.com, cloudtrail.eu-central-1.amazonaws.com', TARGET, false],
    ['amazonaws.com:443', TARGET, false],
    ['amazonaws.com:8443', TARGET, true],
    ['zonaws.com', TARGET, true],
    ['.example.com', 'https://example.com', true],
    ['10.1.2.3', 'https://10.1.2.3', false],
    ['10.1.2.3:8443', 'https://10.1.2.3', true],
    ['10.0.0.0/8', 'https://10.1.2.3', false],
    ['10.0.0.0/8', 'https://11.1.2.3', true],
    ['10.0.0.0/33', 'https://10.1.2.3', true],
    ['fd00::/8', 'https://[fd00::1]', false],
    ['fd00::1', 'https://[fd00::1]', false],
    [' , ,', TARGET, true],
  ])('with NO_PROXY %j for %s: %s', (list, target, used) => {
    expect(fromEnvironment({ HTTPS_PROXY: PROXY, NO_PROXY: list }, target)).toBe(used ? PROXY : undefined);
  });
});

it('takes a password with a percent sign that nobody encoded', () => {
  const proxy = proxyFor(new URL(TARGET), undefined, { HTTPS_PROXY: 'http://me:100%@gate:3128' });
  expect(decodeURIComponent(proxy?.password ?? '')).toBe('100%');
});

describe('what of a proxy is secret', () => {
  it('is the password, also where a header has it with the user name', () => {
    const url = 'http://gate:3128';
    expect(proxySecrets({ type: 'url', url, username: 'me', password: 'p@ss' })).toEqual(['p@ss', 'me:p@ss']);
    expect(proxySecrets({ type: 'url', url, username: 'me' })).toEqual([]);
    expect(proxySecrets(undefined, { https_proxy: 'http://me:p%40ss@gate:3128' })).toEqual(['p@ss', 'me:p@ss']);
    expect(proxySecrets(undefined, { HTTP_PROXY: 'me:100%@gate:3128' })).toEqual(['100%', 'me:100%']);
    expect(proxySecrets(undefined, {})).toEqual([]);
  });
});

describe('the proxy of the settings', () => {
  const environment = { HTTPS_PROXY: PROXY, NO_PROXY: '*' };

  it('is none where they say so', () => {
    expect(proxyFor(new URL(TARGET), { type: 'none' }, { HTTPS_PROXY: PROXY })).toBeUndefined();
  });

  it('goes before the environment, and takes every sign in a password', () => {
    const password = 'p@ss:w/rd%41';
    const proxy = proxyFor(
      new URL(TARGET),
      { type: 'url', url: 'https://gate:8080', username: 'a b', password },
      environment
    );
    expect(proxy?.origin).toBe('https://gate:8080');
    expect([proxy?.username, proxy?.password].map((text) => decodeURIComponent(text ?? ''))).toEqual(['a b', password]);
  });
});
