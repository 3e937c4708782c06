import { resourceClient } from './client';

function client() {
  let nowMs = 0;
  const calls: Array<{ path: string; params?: object }> = [];
  let fail = false;
  const get = async (path: string, params?: object) => {
    calls.push({ path, params });
    if (fail) {
      throw new Error('down');
    }
    return { path };
  };
  return {
    calls,
    client: resourceClient(
      get as Parameters<typeof resourceClient>[0],
      async () => ({}) as never,
      () => nowMs
    ),
    pass: (ms: number) => {
      nowMs += ms;
    },
    failing: (value: boolean) => {
      fail = value;
    },
  };
}

it('shares equal calls for a while, and asks anew after it', async () => {
  const fake = client();
  await Promise.all([
    fake.client.rules({ minLevel: 'high' }),
    fake.client.rules({ minLevel: 'high' }),
    fake.client.rules(),
  ]);
  expect(fake.calls).toHaveLength(2);
  fake.pass(31_000);
  await fake.client.rules();
  expect(fake.calls).toHaveLength(3);
});

it('does not keep a failure', async () => {
  const fake = client();
  fake.failing(true);
  await expect(fake.client.regions()).rejects.toThrow('down');
  fake.failing(false);
  await expect(fake.client.regions()).resolves.toEqual({ path: 'regions' });
});

it('asks for whole minutes, so that a moving range finds what is kept', async () => {
  const fake = client();
  await fake.client.fieldValues('a/b', { fromMs: 61_000, toMs: 3_601_000 });
  await fake.client.fieldValues('a/b', { fromMs: 62_000, toMs: 3_602_000 });
  expect(fake.calls).toEqual([{ path: 'fields/a%2Fb/values', params: { from: 60_000, to: 3_660_000 } }]);
});

it('shares the check of a rule, and hands the signal of an estimate on', async () => {
  const posts: Array<{ path: string; body: unknown; signal?: AbortSignal }> = [];
  const post = async (path: string, body: unknown, signal?: AbortSignal) => {
    posts.push({ path, body, signal });
    return {} as never;
  };
  const shared = resourceClient(async () => ({}) as never, post);
  await Promise.all([shared.checkRule('title: a'), shared.checkRule('title: a'), shared.checkRule('title: b')]);
  expect(posts.map(({ body }) => body)).toEqual([{ yaml: 'title: a' }, { yaml: 'title: b' }]);
  const { signal } = new AbortController();
  const request = { query: { refId: 'A', queryType: 'counts' as const }, from: 0, to: 60_000 };
  await shared.estimate(request, signal);
  await shared.estimate(request, signal);
  expect(posts.slice(2)).toEqual(Array(2).fill({ path: 'estimate', body: request, signal }));
});
