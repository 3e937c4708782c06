import { of, throwError, type Observable } from 'rxjs';
import {
  setBackendSrv,
  setDataSourceSrv,
  type BackendSrv,
  type BackendSrvRequest,
  type DataSourceSrv,
} from '@grafana/runtime';
import { fakeBackend } from '../../datasource/testing/datasource';
import { column, runQuery } from './runQuery';

const RANGE = { fromMs: 1_000, toMs: 61_000, intervalMs: 5_000 };
const QUERY = { queryType: 'events', format: 'table', limit: 3 } as const;

/** The data source itself, its backend answering what the test says. */
function answering(answer: () => Observable<unknown>) {
  const { datasource } = fakeBackend();
  const sent: BackendSrvRequest[] = [];
  jest.spyOn(datasource, 'query');
  setBackendSrv({
    fetch: (request: BackendSrvRequest) => {
      sent.push(request);
      return answer();
    },
  } as unknown as BackendSrv);
  setDataSourceSrv({
    get: async () => datasource,
    getInstanceSettings: () => ({ uid: 'uid', id: 1, type: datasource.type }),
  } as unknown as DataSourceSrv);
  return { datasource, sent };
}

const results = (A: unknown, status = 200) => ({ status, data: { results: { A } } });
const FRAME = {
  schema: {
    fields: [{ name: 'eventID', type: 'string' }],
    meta: {
      notices: [
        { severity: 'warning', text: 'Twice.' },
        { severity: 'warning', text: 'Twice.' },
      ],
    },
  },
  data: { values: [['a', 'b']] },
};

describe('a query that a page runs', () => {
  it('goes through the data source, with its range and interval', async () => {
    const { datasource, sent } = answering(() => of(results({ frames: [FRAME] })));
    const answer = await runQuery('uid', QUERY, RANGE);
    expect(datasource.query).toHaveBeenCalledTimes(1);
    expect(sent[0]?.data).toMatchObject({ from: '1000', to: '61000', queries: [{ ...QUERY, intervalMs: 5_000 }] });
    expect(column(answer.frames[0], 'eventID')).toEqual(['a', 'b']);
    expect(column(answer.frames[0], 'nothing')).toEqual([]);
    expect(answer.notices).toEqual(['Twice.']);
  });

  it('ends no other that runs at the same time', async () => {
    const { sent } = answering(() => of(results({ frames: [] })));
    await Promise.all([runQuery('uid', QUERY, RANGE), runQuery('uid', QUERY, RANGE)]);
    const ids = sent.map(({ requestId }) => requestId);
    expect(ids).toHaveLength(2);
    expect(new Set(ids).size).toBe(2);
  });

  it.each([
    ['the backend', () => of(results({ error: 'AWS refused the credentials.', status: 400 }, 207))],
    ['a failed request', () => throwError(() => results({ error: 'AWS refused the credentials.', status: 400 }, 400))],
    ['Grafana', () => throwError(() => ({ status: 403, data: { message: 'AWS refused the credentials.' } }))],
  ])('is refused with the sentence of %s', async (_who, answer) => {
    answering(answer);
    await expect(runQuery('uid', QUERY, RANGE)).rejects.toThrow('AWS refused the credentials.');
  });
});
