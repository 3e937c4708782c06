import type { Format, QueryType } from '../../contract/query';
import { AwsError, NarrowingError, TrailError } from '../../cloudtrail';
import type { Frame } from '../frames/frame';
import type { DataResponse, QueryDataRequest, QueryRequest } from '../protocol/handlers';
import type { Instance } from '../instance/instance';
import type { QueryContext } from './context';
import { contextFor } from './contextFor';
import { countsNumeric } from './countsNumeric';
import { countsTimeseries } from './countsTimeseries';
import { coverageTable } from './coverageTable';
import { detectionsLogs } from './detectionsLogs';
import { detectionsTable } from './detectionsTable';
import { eventsLogs } from './eventsLogs';
import { eventsTable } from './eventsTable';
import { parseQuery } from './parseQuery';
import { DownstreamError, QueryError } from './queryError';
import { rulesTable } from './rulesTable';
import { ScanScope } from './scanScope';

type Run = (context: QueryContext) => Promise<Frame[]>;

const RUNS: Readonly<Record<QueryType, Readonly<Partial<Record<Format, Run>>>>> = {
  counts: { numeric: countsNumeric, timeseries: countsTimeseries },
  detections: { table: detectionsTable, logs: detectionsLogs },
  events: { table: eventsTable, logs: eventsLogs },
  rules: { table: rulesTable },
  coverage: { table: coverageTable },
};

/** How a query ended, for metrics. */
export interface QueryOutcome {
  readonly queryType: string;
  readonly outcome: 'ok' | 'user' | 'downstream' | 'plugin' | 'cancelled';
  readonly seconds: number;
}

/** Answers all queries of a request side by side; one query's fault is its own. */
export async function runQueries(
  instance: Instance,
  request: QueryDataRequest,
  signal: AbortSignal,
  onOutcome: (outcome: QueryOutcome) => void
): Promise<Map<string, DataResponse>> {
  const scans = new ScanScope({ lookup: instance.source, trail: instance.trail }, instance.observe.scan);
  const answers = await Promise.all(
    request.queries.map(async (query): Promise<[string, DataResponse]> => {
      const started = performance.now();
      const [response, outcome] = await runQuery(instance, request, query, scans, signal);
      const queryType = String(query.model?.queryType ?? query.queryType);
      onOutcome({
        queryType: queryType in RUNS ? queryType : 'unknown',
        outcome,
        seconds: (performance.now() - started) / 1000,
      });
      return [query.refId, response];
    })
  );
  return new Map(answers);
}

async function runQuery(
  instance: Instance,
  request: QueryDataRequest,
  { refId, queryType, model, fromMs, toMs, intervalMs }: QueryRequest,
  scans: ScanScope,
  signal: AbortSignal
): Promise<[DataResponse, QueryOutcome['outcome']]> {
  try {
    const alert = request.headers.fromalert === 'true';
    const query = parseQuery(model, queryType, alert);
    if (!(fromMs <= toMs)) {
      throw new QueryError('The time range ends before it begins.');
    }
    if (instance.problems.some(({ severity }) => severity === 'error')) {
      throw new QueryError(
        `The data source's settings need attention: ${instance.problems.map(({ message }) => message).join(' ')}`
      );
    }
    const run = RUNS[query.queryType][query.format];
    if (!run) {
      throw new QueryError(`${query.queryType} have no format "${query.format}".`);
    }
    const frames = await run(contextFor(instance, { query, refId, fromMs, toMs, intervalMs, alert, scans, signal }));
    return [{ frames, status: 200 }, 'ok'];
  } catch (error) {
    return failure(error, signal, instance);
  }
}

function failure(error: unknown, signal: AbortSignal, instance: Instance): [DataResponse, QueryOutcome['outcome']] {
  if (error instanceof QueryError || error instanceof NarrowingError) {
    return [{ frames: [], error: error.message, status: 400, errorSource: 'downstream' }, 'user'];
  }
  if (signal.aborted) {
    return [{ frames: [], error: 'The query was cancelled.', status: 499, errorSource: 'downstream' }, 'cancelled'];
  }
  if (error instanceof DownstreamError) {
    return [
      { frames: [], error: instance.redact(error.message), status: error.status, errorSource: 'downstream' },
      'downstream',
    ];
  }
  if (error instanceof AwsError || error instanceof TrailError) {
    return [
      { frames: [], error: instance.redact(error.message), status: 502, errorSource: 'downstream' },
      'downstream',
    ];
  }
  instance.logError('query failed', error);
  const message = error instanceof Error ? error.message : String(error);
  return [
    { frames: [], error: instance.redact(`The plugin failed: ${message}`), status: 500, errorSource: 'plugin' },
    'plugin',
  ];
}
