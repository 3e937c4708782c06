import type { AwsFault } from '../../cloudtrail/aws/errors';
import type { DataResponse } from '../protocol/handlers';
import { NOW_S, TestBackend } from './backend';
import { SAMPLE_EVENTS } from './sampleEvents';
import { KEY_RULE, SAMPLE_RULES } from './sampleRules';

/** A query over the sample events whose answer is a golden file (`queries/testdata`), by the file's name. */
export interface GoldenQuery {
  readonly model: Readonly<Record<string, unknown>>;
  readonly jsonData?: Readonly<Record<string, unknown>>;
  /** What every request to CloudTrail fails by. */
  readonly fault?: AwsFault;
  /** Where alone they fail; absent: everywhere. */
  readonly faultIn?: string;
}

const NONE = { levels: ['informational'] };
const ONE = { ids: [KEY_RULE] };
const NOBODY = [{ field: 'userIdentity.userName', operator: '=', value: 'nobody' }];
/** The newest two events alone are looked at. */
const TRUNCATED = { maxEventsPerQuery: 2 };
/** One region answers, the other does not. */
const PARTIAL = { fault: 'access-denied', faultIn: 'eu-central-1' } as const;
const OWN_RULE = `title: Trail stopped
level: critical
logsource: { product: aws, service: cloudtrail }
detection:
  selection: { eventName: StopLogging }
  condition: selection
`;
const numeric = { queryType: 'counts', format: 'numeric' };
const timeseries = { queryType: 'counts', format: 'timeseries' };
const table = { queryType: 'detections', format: 'table' };
const logs = { queryType: 'detections', format: 'logs' };
const eventsTable = { queryType: 'events', format: 'table' };
const eventsLogs = { queryType: 'events', format: 'logs' };

/** Every kind and format, with nothing, one, many, grouped, cut off, and failing for each reason that there is. */
export const GOLDEN_QUERIES: Readonly<Record<string, GoldenQuery>> = {
  'counts-numeric': { model: numeric },
  'counts-numeric-no-fill': { model: { ...numeric, fill: 'none' } },
  'counts-numeric-none': { model: { ...numeric, fill: 'none', rules: NONE } },
  'counts-numeric-one': { model: { ...numeric, rules: ONE } },
  'counts-numeric-by-region': { model: { ...numeric, groupBy: ['region'], rules: { minLevel: 'high' } } },
  'counts-numeric-by-principal': { model: { ...numeric, groupBy: ['userIdentity.arn'] } },
  'counts-numeric-truncated': { model: numeric, jsonData: TRUNCATED },
  'counts-numeric-own-rule': { model: { ...numeric, rule: OWN_RULE } },
  'counts-numeric-partial': { model: numeric, ...PARTIAL },
  'counts-numeric-error': { model: { ...numeric, groupBy: ['rule'] } },
  'counts-timeseries': { model: { ...timeseries, rules: { minLevel: 'medium' } } },
  'counts-timeseries-none': { model: { ...timeseries, fill: 'none', rules: NONE } },
  'counts-timeseries-one': { model: { ...timeseries, rules: ONE } },
  'counts-timeseries-no-fill': { model: { ...timeseries, fill: 'none' } },
  'counts-timeseries-by-region': { model: { ...timeseries, groupBy: ['region'], rules: ONE } },
  'counts-timeseries-by-principal': { model: { ...timeseries, groupBy: ['userIdentity.arn'] } },
  'counts-timeseries-truncated': { model: { ...timeseries, rules: { minLevel: 'medium' } }, jsonData: TRUNCATED },
  'counts-timeseries-error': { model: { ...timeseries, rule: 'title: [' } },
  'detections-table': { model: table },
  'detections-table-none': { model: { ...table, rules: NONE } },
  'detections-table-one': { model: { ...table, rules: ONE } },
  'detections-table-limited': { model: { ...table, limit: 1 } },
  'detections-table-truncated': { model: table, jsonData: TRUNCATED },
  'detections-table-partial': { model: table, ...PARTIAL },
  'detections-table-error': { model: { ...table, rules: { ids: ['no-such-rule'] } } },
  'detections-logs': { model: logs },
  'detections-logs-none': { model: { ...logs, rules: NONE } },
  'detections-logs-one': { model: { ...logs, rules: ONE } },
  'detections-logs-limited': { model: { ...logs, limit: 1 } },
  'detections-logs-truncated': { model: logs, jsonData: TRUNCATED },
  'detections-logs-own-rule': { model: { ...logs, rule: OWN_RULE } },
  'detections-logs-error': { model: logs, fault: 'access-denied' },
  'events-table': { model: eventsTable },
  'events-table-none': { model: { ...eventsTable, filters: NOBODY } },
  'events-table-one': { model: { ...eventsTable, lookup: { attribute: 'EventName', value: 'StopLogging' } } },
  'events-table-limited': { model: { ...eventsTable, limit: 2, regions: ['eu-central-1'] } },
  'events-table-truncated': { model: eventsTable, jsonData: TRUNCATED },
  'events-table-error': { model: { ...eventsTable, regions: ['mars-1'] } },
  'events-logs': { model: eventsLogs },
  'events-logs-none': { model: { ...eventsLogs, filters: NOBODY } },
  'events-logs-one': { model: { ...eventsLogs, lookup: { attribute: 'EventName', value: 'StopLogging' } } },
  'events-logs-limited': { model: { ...eventsLogs, limit: 2 } },
  'events-logs-truncated': { model: eventsLogs, jsonData: TRUNCATED },
  'events-logs-error': { model: eventsLogs, fault: 'bad-credentials' },
  rules: { model: { queryType: 'rules' } },
  'rules-none': { model: { queryType: 'rules', rules: { text: 'no rule has these words' } } },
  'rules-one': { model: { queryType: 'rules', rules: ONE } },
  'rules-error': { model: { queryType: 'rules', rules: { minLevel: 'grave' } } },
  coverage: { model: { queryType: 'coverage' } },
  'coverage-none': { model: { queryType: 'coverage', rules: { text: 'no rule has these words' }, filters: NOBODY } },
  'coverage-one': { model: { queryType: 'coverage', rules: ONE, filters: NOBODY } },
  'coverage-truncated': { model: { queryType: 'coverage' }, jsonData: TRUNCATED },
  'coverage-error': { model: { queryType: 'coverage' }, fault: 'throttled' },
};

/** The range of golden queries, epoch milliseconds, and the length of buckets. */
export const GOLDEN_RANGE = { fromMs: (NOW_S - 3600) * 1000, toMs: NOW_S * 1000, intervalMs: 900_000 };

/** Answers a golden query by a backend that has fetched nothing before. */
export function answerGolden(
  { model, jsonData, fault, faultIn }: GoldenQuery,
  range = GOLDEN_RANGE
): Promise<DataResponse> {
  const backend = new TestBackend({ rules: SAMPLE_RULES, events: SAMPLE_EVENTS, ...(jsonData ? { jsonData } : {}) });
  if (fault) {
    for (const [region, trail] of backend.trails) {
      trail.faults = faultIn === undefined || faultIn === region ? Array<AwsFault>(1000).fill(fault) : [];
    }
  }
  return backend.query(model, range);
}
