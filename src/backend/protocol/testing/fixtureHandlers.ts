import type { Frame } from '../../frames/frame';
import type { DataResponse, PluginHandlers, QueryRequest, ResourceResponse } from '../handlers';
import type { Logger } from '../log';

/** One frame with every type, absent values and values that are easy to get wrong. */
export const everyTypeFrame: Frame = {
  name: 'every type',
  meta: {
    type: 'table',
    typeVersion: [0, 1],
    executedQueryString: 'us-east-1 ReadOnly=false',
    notices: [{ severity: 'warning', text: 'The scan stopped early.', link: 'https://example.com/limits' }],
    custom: { stats: { pages: 2, truncated: true } },
  },
  fields: [
    { name: 'time', type: 'time', values: [1_700_000_000_123, -1, 0, 253_402_300_799] },
    { name: 'ended', type: 'time', nullable: true, values: [1_700_000_000_124, null, Number.NaN, 9e15] },
    {
      name: 'text',
      type: 'string',
      values: ['', 'ascii', 'Grüße 🚀 漢字', 'tab\t"quote" <b>\u2028'],
      labels: { rule: 'a', region: 'eu-west-1' },
    },
    { name: 'maybe text', type: 'string', nullable: true, values: [null, '', '\ud800', 'x'] },
    {
      name: 'count',
      type: 'number',
      values: [0, -1.5, 2 ** 53, 1e-300],
      config: { unit: 'short', displayName: 'Hits', min: 0 },
    },
    { name: 'maybe count', type: 'number', nullable: true, values: [null, Number.NaN, Infinity, -Infinity] },
    { name: 'flag', type: 'boolean', values: [true, false, true, false] },
    { name: 'maybe flag', type: 'boolean', nullable: true, values: [true, null, false, null] },
    { name: 'record', type: 'json', values: ['{"a":[1,{"b":null}]}', '[]', '12345678901234567890', '"x"'] },
    {
      name: 'maybe record',
      type: 'json',
      nullable: true,
      values: [null, '{"ü":1}', 'null', '{}'],
      config: { links: [{ title: 'Open', url: '/a/x?id=${__value.raw}', targetBlank: true }], custom: { width: 120 } },
    },
  ],
};

/** A frame of this many rows and 12 columns, as detections look. */
export function largeFrame(rows: number): Frame {
  const fill = <T>(value: (row: number) => T) => Array.from({ length: rows }, (_, row) => value(row));
  const texts = ['severity', 'rule', 'source', 'event', 'principal', 'address', 'account', 'region'].map((name) => ({
    name,
    type: 'string' as const,
    values: fill((row) => `${name}-${row % 100}`),
  }));
  return {
    fields: [
      { name: 'time', type: 'time', values: fill((row) => 1_700_000_000_000 + row) },
      ...texts,
      { name: 'count', type: 'number', values: fill((row) => row) },
      { name: 'write', type: 'boolean', values: fill((row) => row % 2 === 0) },
      { name: 'labels', type: 'json', values: fill((row) => `{"id":"${row}"}`) },
    ],
  };
}

/** Handlers that do what real ones should not: for tests of what stands in front of them. */
export function fixtureHandlers(logger: Logger): PluginHandlers & { cancelled: number } {
  const answers: Record<string, (query: QueryRequest, signal: AbortSignal) => Promise<DataResponse | undefined>> = {
    types: async () => ({ frames: [everyTypeFrame] }),
    none: async () => ({ frames: [] }),
    large: async ({ model }) => ({ frames: [largeFrame(Number(model?.rows))] }),
    echo: async (query) => ({
      frames: [{ fields: [{ name: 'query', type: 'json', values: [JSON.stringify(query)] }] }],
    }),
    error: async () => ({ frames: [], error: 'AccessDenied in eu-west-1', status: 403, errorSource: 'downstream' }),
    omit: async () => undefined,
    throw: async () => {
      throw new Error('the handler broke over s3cr3t');
    },
    uneven: async () => ({
      frames: [
        {
          fields: [
            { name: 'a', type: 'number', values: [1, 2] },
            { name: 'b', type: 'number', values: [1] },
          ],
        },
      ],
    }),
    slow: (_, signal) => untilAborted(signal).finally(() => handlers.cancelled++),
    print: async () => {
      // eslint-disable-next-line no-console -- what libraries do
      console.log('printed by a library');
      process.stdout.write('and written\n');
      return { frames: [] };
    },
    stray: async () => {
      void Promise.reject(new Error('nobody waits for this'));
      setTimeout(() => {
        throw new Error('nobody catches this');
      }, 1);
      return { frames: [] };
    },
    chatty: async () => {
      logger.info('x'.repeat(200_000), { more: 'y'.repeat(200_000) });
      return { frames: [] };
    },
  };

  const handlers: PluginHandlers & { cancelled: number } = {
    cancelled: 0,
    async queryData({ queries }, signal) {
      const responses = new Map<string, DataResponse>();
      for (const query of queries) {
        const response = await answers[query.queryType](query, signal);
        if (response) {
          responses.set(query.refId, response);
        }
      }
      return responses;
    },
    checkHealth: async ({ dataSource }) => {
      if (dataSource?.jsonData.broken) {
        throw new Error('the check broke over s3cr3t');
      }
      return { status: 'ok', message: `Fine: ${dataSource?.name}`, details: { verboseMessage: 'all of it' } };
    },
    async callResource({ path, method, query, headers, body, context }): Promise<ResourceResponse> {
      if (path === 'throw') {
        throw new Error('the resource broke over s3cr3t');
      }
      if (path === 'large') {
        return { status: 200, headers: { 'Content-Type': 'text/plain' }, body: 'ü'.repeat(2_500_000) };
      }
      const echo = {
        path,
        method,
        query: [...query],
        headers,
        body: Buffer.from(body).toString(),
        role: context.user?.role,
      };
      return { status: 201, headers: { 'Content-Type': 'application/json', ETag: '"1"' }, body: JSON.stringify(echo) };
    },
    collectMetrics: async () =>
      `# TYPE fixture_cancelled_total counter\nfixture_cancelled_total ${handlers.cancelled}\n`,
    dispose: async () => logger.info('disposed'),
  };
  return handlers;
}

function untilAborted(signal: AbortSignal): Promise<DataResponse> {
  return new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
}
