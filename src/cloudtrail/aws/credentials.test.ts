import { cached, type Credentials } from './credentials';

const MINUTE = 60_000;
const START = Date.parse('2026-06-01T12:00:00Z');

/** A provider whose sessions last an hour, that counts its calls and can be told to fail or to wait. */
function sessions() {
  const provider = {
    calls: 0,
    failure: undefined as Error | undefined,
    gate: Promise.resolve(),
    provide: async (): Promise<Credentials> => {
      const serial = ++provider.calls;
      await provider.gate;
      if (provider.failure) {
        throw provider.failure;
      }
      return {
        accessKeyId: `session ${serial}`,
        secretAccessKey: 'secret',
        expiration: new Date(Date.now() + 60 * MINUTE),
      };
    },
  };
  return provider;
}

describe('cached credentials', () => {
  beforeEach(() => jest.useFakeTimers({ now: START, doNotFake: ['nextTick', 'setImmediate'] }));
  afterEach(() => jest.useRealTimers());
  const at = (minutes: number) => jest.setSystemTime(START + minutes * MINUTE);
  const settled = () => new Promise((resolve) => setImmediate(resolve));

  it('are asked for once, by all who come at once', async () => {
    const provider = sessions();
    const { provide } = cached(provider.provide);
    const all = await Promise.all([provide(), provide()]);
    at(54);
    expect([...all, await provide()].map(({ accessKeyId }) => accessKeyId)).toEqual(Array(3).fill('session 1'));
  });

  it('are renewed before they expire, without anybody waiting for it', async () => {
    const provider = sessions();
    const { provide } = cached(provider.provide);
    await provide();
    at(56);
    provider.gate = new Promise(() => undefined);
    expect((await provide()).accessKeyId).toBe('session 1');
    expect(provider.calls).toBe(2);
  });

  it('are waited for when the old ones may end before a request does', async () => {
    const provider = sessions();
    const { provide } = cached(provider.provide);
    await provide();
    at(59);
    expect((await provide()).accessKeyId).toBe('session 2');
  });

  it('stay in use while a renewal fails, which is not tried again at each request, and end with them', async () => {
    const provider = sessions();
    const { provide } = cached(provider.provide);
    await provide();
    provider.failure = new Error('STS is down');
    at(56);
    for (let request = 0; request < 5; request++) {
      expect((await provide()).accessKeyId).toBe('session 1');
      await settled();
    }
    expect(provider.calls).toBe(2);
    at(59);
    expect((await provide()).accessKeyId).toBe('session 1');
    expect(provider.calls).toBe(3);
    at(60);
    await expect(provide()).rejects.toThrow('STS is down');
  });

  it('are forgotten, with those below them, when they are the ones that AWS calls expired', async () => {
    const base = sessions();
    const below = cached(base.provide);
    const provider = sessions();
    const credentials = cached(async () => {
      await below.provide();
      return provider.provide();
    }, below);
    const first = await credentials.provide();
    credentials.reset(first);
    const second = await credentials.provide();
    expect([base.calls, second.accessKeyId]).toEqual([2, 'session 2']);
    // Another client still had the first: the second is newer.
    credentials.reset(first);
    expect(await credentials.provide()).toBe(second);
  });
});
