export const resourceCases = [
  {
    name: 'health, metrics and resources of the product',
    exe: 'product',
    all: true,
    args: ['--health', '--metrics', '--resource', 'GET', 'status', '-', '--resource', 'GET', 'nothing-here', '-'],
    check(result, { assert }) {
      const [status, missing] = result.calls.resource;
      // Nothing is set up: the check must say so, in a sentence.
      assert.equal(result.calls.health.status, 'ERROR');
      assert.match(result.calls.health.message, /\.$/);
      assert.equal(status.status, 200);
      assert.equal(missing.status, 404);
      assert.equal(typeof missing.body.error.message, 'string');
      assert.ok(result.calls.metrics.prometheus.some((line) => line.startsWith('sigtrail_')));
    },
  },
  {
    name: 'a health check that throws is unhealthy, without its secret',
    exe: 'fixture',
    jsonData: { broken: true },
    args: ['--health'],
    check(result, { assert }) {
      assert.equal(result.calls.health.status, 'ERROR');
      assert.equal(result.calls.health.message, 'the check broke over [secret]');
    },
  },
  {
    name: 'resources: echo, a large body, a handler that throws',
    exe: 'fixture',
    all: true,
    args: [
      ...['--resource', 'POST', 'a/b?x=1&x=2', '%BODY%'],
      ...['--resource', 'GET', 'large', '-'],
      ...['--resource', 'GET', 'throw', '-'],
    ],
    body: { yaml: 'title: "x"' },
    check(result, { assert }) {
      const [echo, large, thrown] = result.calls.resource;
      assert.equal(echo.status, 201);
      assert.deepEqual(echo.headers.ETag, ['"1"']);
      const { path, method, query, body, role } = echo.body;
      assert.deepEqual(
        { path, method, query, body: JSON.parse(body), role },
        {
          path: 'a/b',
          method: 'POST',
          query: [
            ['x', '1'],
            ['x', '2'],
          ],
          body: { yaml: 'title: "x"' },
          role: 'Admin',
        }
      );
      assert.equal(large.body.length, 2_500_000);
      assert.equal(thrown.status, 500);
      assert.equal(thrown.body.error.message, 'the resource broke over [secret]');
    },
  },
  {
    name: 'a request of 12 MB',
    exe: 'fixture',
    all: true,
    args: ['--resource', 'POST', 'a', '%BODY%', '--repeat', '8', '--concurrency', '4'],
    body: { yaml: 'x'.repeat(12_000_000) },
    check(result, { assert }) {
      const [echo] = result.calls.resource;
      assert.equal(echo.latency.errors, 0);
      assert.equal(echo.body.body.length, 12_000_011);
    },
  },
  {
    name: 'a worker inside the executable',
    exe: 'fixture',
    all: true,
    args: ['--resource', 'GET', 'worker', '-'],
    check(result, { assert }) {
      assert.equal(result.calls.resource[0].body, 'worker got a job');
    },
  },
];
