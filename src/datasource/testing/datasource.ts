import { of } from 'rxjs';
import type { DataSourceInstanceSettings } from '@grafana/data';
import { type BackendSrvRequest, setBackendSrv, type BackendSrv, setTemplateSrv } from '@grafana/runtime';
import { DATASOURCE_ID } from '../../contract/ids';
import type { RuleSummary } from '../../contract/resources';
import { SigtrailDataSource } from '../datasource';
import type { SigtrailOptions } from '../types';
import { fakeTemplateSrv } from './templateSrv';

export function ruleSummary(part: Partial<RuleSummary> & Pick<RuleSummary, 'id' | 'title'>): RuleSummary {
  return {
    kind: 'rule',
    level: 'medium',
    tags: [],
    services: [],
    tactics: [],
    techniques: [],
    source: 'bundled',
    visible: true,
    enabled: true,
    ...part,
  };
}

export const RULES = [
  ruleSummary({
    id: 'rule-root',
    title: 'Root signed in',
    level: 'high',
    status: 'stable',
    tags: ['attack.initial-access', 'attack.t1078.004', 'attack.g0016'],
    services: ['signin.amazonaws.com'],
  }),
  ruleSummary({
    id: 'rule-key',
    title: 'Access key created',
    level: 'low',
    tags: ['attack.persistence', 'attack.T1098', 'cve.2020.1'],
    services: ['iam.amazonaws.com', '*'],
  }),
  ruleSummary({
    id: 'rule-off',
    title: 'Switched off',
    tags: ['attack.impact'],
    services: ['s3.amazonaws.com'],
    enabled: false,
  }),
];

const ANSWERS: Record<string, unknown> = {
  rules: { rules: RULES, facets: {}, problems: [] },
  regions: {
    regions: ['eu-central-1', 'us-east-1'],
    defaultRegion: 'eu-central-1',
    all: ['eu-central-1', 'us-east-1'],
  },
  fields: {
    fields: [
      { path: 'eventName', seen: 10 },
      { path: 'userIdentity.arn', seen: 7 },
      { path: 'rule', seen: 0 },
    ],
  },
  status: { accounts: [{ id: '111122223333', name: 'prod' }, { id: '444455556666' }] },
  'fields/eventName/values': {
    values: [
      { value: 'CreateUser', count: 5 },
      { value: 'DeleteTrail', count: 1 },
    ],
  },
  'fields/principal/values': { values: [{ value: 'alice', count: 2 }] },
  'fields/userIdentity.arn/values': { values: [{ value: 'arn:aws:iam::111122223333:user/alice', count: 2 }] },
  'rules/check': { problems: [] },
};

export interface FakeBackend {
  datasource: SigtrailDataSource;
  /** Every request, in order. */
  requests: BackendSrvRequest[];
  /** What the resources answer; tests may change it. */
  answers: Record<string, unknown>;
  /** The queries of the last `/api/ds/query`. */
  asked(): Array<Record<string, unknown>>;
}

/** A data source whose backend is a table of answers, and a dashboard with variables. */
export function fakeBackend(
  variables: Record<string, string | string[]> = {},
  jsonData: SigtrailOptions = {}
): FakeBackend {
  const requests: BackendSrvRequest[] = [];
  const answers = { ...ANSWERS };
  const fetch = (request: BackendSrvRequest) => {
    requests.push(request);
    const path = decodeURIComponent(/\/resources\/(.+)$/.exec(request.url)?.[1] ?? '');
    return of({ data: path ? answers[path] : { results: {} }, status: 200 });
  };
  setBackendSrv({ fetch } as unknown as BackendSrv);
  const templateSrv = fakeTemplateSrv(variables);
  setTemplateSrv(templateSrv);
  const settings = {
    id: 1,
    uid: 'uid',
    type: DATASOURCE_ID,
    name: 'CloudTrail',
    meta: { info: { version: '1.2.3' } },
    jsonData,
  } as unknown as DataSourceInstanceSettings<SigtrailOptions>;
  const datasource = new SigtrailDataSource(settings, templateSrv);
  return {
    datasource,
    requests,
    answers,
    asked: () => requests.filter(({ url }) => url.startsWith('/api/ds/query')).at(-1)?.data.queries ?? [],
  };
}
