import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const response = (result, refId) => result.calls.query.responses[refId];
const rules = [{ refId: 'A', queryType: 'rules' }];

export const queryCases = [
  {
    name: 'answers queries of the product',
    exe: 'product',
    all: true,
    queries: rules,
    check(result, { assert }) {
      const { frames, error } = response(result, 'A');
      assert.equal(error, undefined);
      assert.ok(frames[0].rows > 0, 'no bundled rule is listed');
      assert.equal(frames[0].fields[0].name, 'rule_id');
      // Go writes an empty list as null.
      assert.deepEqual(result.logs ?? [], []);
    },
  },
  {
    name: '1,000 queries, 16 in flight',
    exe: 'product',
    queries: rules,
    args: ['--repeat', '1000', '--concurrency', '16'],
    check(result, { assert, note }) {
      const { n, errors, perSec, medianMs, p95Ms } = result.calls.query.latency;
      note(`${perSec} a second, median ${medianMs} ms, p95 ${p95Ms} ms, peak ${result.memoryAfter.peakRssMiB} MiB`);
      assert.deepEqual([n, errors], [1000, 0]);
    },
  },
  {
    name: 'every type of field reaches the SDK, and the browser as the SDK would send it',
    exe: 'fixture',
    all: true,
    queries: [{ refId: 'A', queryType: 'types' }],
    args: ['--frame-json', '--max-rows', '-1', '--raw-dir', '%FOLDER%'],
    check(result, { assert, folder, frameToJson }) {
      const [frame] = response(result, 'A').frames;
      assert.equal(frame.refId, 'A');
      assert.deepEqual(
        frame.fields.map(({ type }) => type),
        [
          ...['time.Time', '*time.Time', 'string', '*string', 'float64', '*float64', 'bool', '*bool'],
          ...['json.RawMessage', '*json.RawMessage'],
        ]
      );
      const arrow = new Uint8Array(readFileSync(join(folder, 'A-0.arrow')));
      assert.deepEqual(JSON.parse(frameToJson(arrow)), frame.frontendJson);
    },
  },
  {
    name: 'a large result is decoded',
    exe: 'fixture',
    all: true,
    queries: [{ refId: 'A', queryType: 'large', rows: 100_000 }],
    check(result, { assert, note }) {
      const { latency, responseBytes } = result.calls.query;
      note(`100,000 rows of 12 columns, ${(responseBytes / 1e6).toFixed(1)} MB: ${latency.firstMs} ms`);
      assert.equal(response(result, 'A').frames[0].rows, 100_000);
    },
  },
  {
    name: 'every query of a request is answered, whatever its neighbours do',
    exe: 'fixture',
    queries: ['types', 'error', 'omit', 'uneven', 'none'].map((queryType, i) => ({ refId: 'ABCDE'[i], queryType })),
    check(result, { assert }) {
      assert.equal(result.calls.query.missing, undefined);
      assert.equal(response(result, 'A').status, 200);
      assert.equal(response(result, 'A').error, undefined);
      const { error, status, errorSource } = response(result, 'B');
      assert.deepEqual([error, status, errorSource], ['AccessDenied in eu-west-1', 403, 'downstream']);
      assert.match(response(result, 'C').error, /got no answer/);
      assert.match(response(result, 'D').error, /could not be encoded/);
      assert.equal(response(result, 'E').status, 200);
    },
  },
  {
    name: 'a handler that throws fails its request alone, without its secret',
    exe: 'fixture',
    queries: [
      { refId: 'A', queryType: 'throw' },
      { refId: 'B', queryType: 'types' },
    ],
    check(result, { assert }) {
      for (const refId of ['A', 'B']) {
        assert.equal(response(result, refId).error, 'the handler broke over [secret]');
        assert.equal(response(result, refId).status, 500);
      }
      // The host read the line with its level: as text it would be a debug line, and left out here.
      const line = result.logs.find((entry) => entry['@level'] === 'error');
      assert.match(line.error, /^Error: the handler broke over \[secret\]/);
      assert.ok(result.alive);
    },
  },
  {
    name: 'chunks: frames, errors and empty answers can all be decoded',
    exe: 'fixture',
    all: true,
    queries: ['types', 'error', 'none'].map((queryType, i) => ({ refId: 'ABC'[i], queryType })),
    args: ['--chunked'],
    check(result, { assert }) {
      const { chunks } = result.calls.chunked;
      assert.deepEqual(
        chunks.map(({ refId, status, error }) => [refId, status, error]),
        [
          ['A', 200, undefined],
          ['B', 403, 'AccessDenied in eu-west-1'],
          ['C', 200, undefined],
        ]
      );
      assert.ok(chunks.every(({ decodeError, frame }) => !decodeError && frame));
    },
  },
  {
    name: 'a cancelled query reaches its handler',
    exe: 'fixture',
    all: true,
    queries: [{ refId: 'A', queryType: 'slow' }],
    args: ['--cancel-after', '100ms', '--repeat', '8', '--concurrency', '4', '--metrics'],
    check(result, { assert }) {
      assert.equal(result.calls.query.latency.errors, 8);
      assert.ok(result.calls.metrics.prometheus.includes('fixture_cancelled_total 8'), 'not every handler was told');
      assert.ok(result.alive);
    },
  },
];
