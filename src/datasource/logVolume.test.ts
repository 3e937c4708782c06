import { firstValueFrom, of } from 'rxjs';
import { dateTime, FieldType, SupplementaryQueryType, toDataFrame, type DataQueryRequest } from '@grafana/data';
import { setBackendSrv, type BackendSrv } from '@grafana/runtime';
import { hasVolume, volumeFrames, volumeQuery } from './logVolume';
import { fakeBackend } from './testing/datasource';
import type { SigtrailQuery } from './types';

const query = (part: object): SigtrailQuery => ({ refId: 'A', queryType: 'detections', format: 'logs', ...part });
const counted = (level: string | undefined, values: number[], refId = 'log-volume-A', meta: object = {}) =>
  toDataFrame({
    refId,
    meta: { ...meta, custom: { level, stats: { pages: 0 } } },
    fields: [
      { name: 'time', type: FieldType.time, values: [0, 60_000] },
      { name: 'count', type: FieldType.number, labels: { severity: 'P1', rule_id: 'x' }, values },
    ],
  });

describe('volumeQuery', () => {
  it('counts what the lines show, without what the lines have alone', () => {
    const filters = [{ field: 'region', operator: '=' as const, value: 'eu-west-1' }];
    expect(volumeQuery(query({ rules: { minLevel: 'high' }, filters, limit: 20, groupBy: ['account'] }))).toEqual({
      refId: 'log-volume-A',
      queryType: 'counts',
      format: 'timeseries',
      fill: 'none',
      rules: { minLevel: 'high' },
      filters,
    });
  });

  it.each([{ format: 'table' }, { format: undefined }, { queryType: 'events' }, { hide: true }])(
    'is none of a query with %j',
    (part) => {
      expect(volumeQuery(query(part))).toBeUndefined();
    }
  );
});

it('leaves the volume of events, whole or mixed with detections, to the lines returned', () => {
  expect(hasVolume([query({}), query({ refId: 'B', format: 'table', queryType: 'events' })])).toBe(true);
  expect(hasVolume([query({}), query({ refId: 'B', queryType: 'events' })])).toBe(false);
  expect(hasVolume([query({}), query({ refId: 'B', queryType: 'events', hide: true })])).toBe(true);
  const { datasource } = fakeBackend();
  expect(datasource.getSupportedSupplementaryQueryTypes()).toEqual(['LogsVolume']);
});

describe('volumeFrames', () => {
  it('adds the rules of a level up, gravest first, with labels that Grafana colours', () => {
    const notices = [{ severity: 'warning', text: 'Not complete.' }];
    const frames = volumeFrames([
      counted('low', [1, 0], undefined, { notices }),
      counted('high', [2, 3]),
      counted('high', [0, 4]),
      counted('high', [5, 5], 'log-volume-B'),
      counted('high', [9, 9], 'A'),
    ]);
    expect(frames.map(({ refId, fields, length }) => [refId, fields[1].labels, [...fields[1].values], length])).toEqual(
      [
        ['A', { severity: 'P1', rule_id: 'x' }, [9, 9], 2],
        ['log-volume-A', { level: 'error' }, [2, 7], 2],
        ['log-volume-A', { level: 'info' }, [1, 0], 2],
        ['log-volume-B', { level: 'error' }, [5, 5], 2],
      ]
    );
    expect(frames.map(({ meta }) => meta?.notices)).toEqual([undefined, notices, undefined, undefined]);
    expect(frames[1].fields[0].values).toEqual([0, 60_000]);
  });

  it('has nothing to draw where no rule matched', () => {
    expect(volumeFrames([toDataFrame({ refId: 'log-volume-A', fields: [] })])).toEqual([]);
  });
});

it('asks the backend for counts, and answers by level', async () => {
  const backend = fakeBackend();
  const from = dateTime(0);
  const to = dateTime(120_000);
  const request = {
    requestId: '1',
    range: { from, to, raw: { from, to } },
    scopedVars: {},
    interval: '1m',
    intervalMs: 60_000,
    targets: [query({ limit: 5 }), query({ refId: 'B', queryType: 'rules', format: 'table' })],
  } as unknown as DataQueryRequest<SigtrailQuery>;
  const asked = backend.datasource.getSupplementaryRequest(SupplementaryQueryType.LogsVolume, request);
  expect(asked?.targets.map(({ refId }) => refId)).toEqual(['log-volume-A']);
  expect(backend.datasource.getSupplementaryRequest(SupplementaryQueryType.LogsSample, request)).toBeUndefined();

  const schema = {
    refId: 'log-volume-A',
    meta: { custom: { level: 'critical' } },
    fields: [
      { name: 'time', type: 'time' },
      { name: 'count', type: 'number', labels: { severity: 'critical' } },
    ],
  };
  const results = {
    'log-volume-A': {
      frames: [
        {
          schema,
          data: {
            values: [
              [0, 60_000],
              [1, 2],
            ],
          },
        },
      ],
    },
  };
  setBackendSrv({ fetch: () => of({ data: { results }, status: 200 }) } as unknown as BackendSrv);
  const answer = await firstValueFrom(backend.datasource.query(asked!));
  expect(answer.data.map((frame) => frame.fields[1].labels)).toEqual([{ level: 'critical' }]);
});
