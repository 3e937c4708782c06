import { backendSrv } from './backendSrv';

function answer(status: number, text: string) {
  const fetched = jest.fn().mockResolvedValue({
    ok: status < 400,
    status,
    statusText: 'Status',
    headers: {},
    redirected: false,
    type: 'basic',
    url: '',
    text: () => Promise.resolve(text),
  });
  Object.assign(globalThis, { fetch: fetched });
  return fetched;
}

describe('requests of plugins', () => {
  it('repeat the name of a list and leave out what is absent', async () => {
    const fetched = answer(200, '{"a":1}');
    await expect(backendSrv.get('/api/x', { level: ['high', 'low'], q: undefined, n: 0, z: null })).resolves.toEqual({
      a: 1,
    });
    expect(fetched.mock.calls[0][0]).toBe(`${window.location.origin}/api/x?level=high&level=low&n=0`);
  });

  it('send JSON', async () => {
    const fetched = answer(200, '{}');
    await backendSrv.post('/api/x', { yaml: 'title: x' });
    expect(fetched.mock.calls[0][1]).toMatchObject({
      method: 'POST',
      body: '{"yaml":"title: x"}',
      headers: { 'Content-Type': 'application/json' },
    });
  });

  it('fail with the status and what the server said', async () => {
    answer(404, '{"error":{"code":"not_found","message":"No such rule."}}');
    await expect(backendSrv.get('/api/x')).rejects.toMatchObject({
      status: 404,
      data: { error: { message: 'No such rule.' } },
    });
  });

  it('fail with plain text as Grafana would', async () => {
    answer(502, 'gone');
    await expect(backendSrv.get('/api/x')).rejects.toMatchObject({ status: 502, data: { message: 'gone' } });
  });
});
