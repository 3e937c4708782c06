import type { CollectorEvents, SpentStatement } from '../../cloudtrail';
import type { QueryOutcome } from '../queries/runQueries';
import type { Instance } from '../instance/instance';
import { gauges } from './gauges';
import { Registry } from './registry';

/** What the backend counts about itself (Prometheus). */
export interface Metrics {
  readonly collector: CollectorEvents;
  query(outcome: QueryOutcome): void;
  scan(cached: boolean): void;
  rulesLoaded(seconds: number): void;
  evaluated(seconds: number): void;
  /** Blocks of events whose matches were known (hits), and those that rules had to run on (misses). */
  matched(hits: number, misses: number): void;
  /** What is told of each statement on the trail of a data source that has ended. */
  statement(orgId: number, uid: string): (statement: SpentStatement) => void;
  text(): string;
}

/** Athena takes seconds to minutes. */
const STATEMENT_SECONDS = [0.5, 1, 2.5, 5, 10, 25, 60, 120, 300, 900];
const SECONDS = [0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 25, 60];

/** @param instances the data sources that are in use, read when metrics are asked for */
export function createMetrics(instances: () => Iterable<Instance>): Metrics {
  const registry = new Registry();
  const requests = registry.counter('sigtrail_lookup_requests_total', 'LookupEvents requests by region and outcome.');
  const throttles = registry.counter(
    'sigtrail_lookup_throttled_total',
    'LookupEvents requests that CloudTrail throttled, by region.'
  );
  const latency = registry.histogram(
    'sigtrail_lookup_request_seconds',
    'Time of a LookupEvents request, by region.',
    SECONDS
  );
  const events = registry.counter('sigtrail_events_total', 'Events fetched that were new, by region.');
  const queries = registry.counter('sigtrail_queries_total', 'Queries by type and outcome.');
  const queryTime = registry.histogram('sigtrail_query_seconds', 'Time of a query, by type.', SECONDS);
  const scans = registry.counter(
    'sigtrail_scans_total',
    'Scans by cache: hit when nothing had to be asked of CloudTrail.'
  );
  const evaluation = registry.counter('sigtrail_evaluation_seconds_total', 'Time spent running rules on events.');
  const matches = registry.counter(
    'sigtrail_match_cache_total',
    'Blocks of events that a query needed matches of: hit when they were known, miss when rules had to run.'
  );
  const loading = registry.counter('sigtrail_rules_loading_seconds_total', 'Time spent reading rules.');
  const scanned = registry.counter(
    'sigtrail_trail_scanned_bytes_total',
    'Bytes that statements on a trail have scanned, by data source.'
  );
  const statements = registry.counter(
    'sigtrail_trail_statements_total',
    'Statements on a trail that ended, by data source and outcome.'
  );
  const statementTime = registry.histogram(
    'sigtrail_trail_statement_seconds',
    'Time of a statement on a trail, by data source.',
    STATEMENT_SECONDS
  );
  gauges(registry, instances);

  return {
    collector: {
      request({ region }, outcome, durationMs) {
        requests.add({ region, outcome });
        latency.observe({ region }, durationMs / 1000);
        if (outcome === 'throttled') {
          throttles.add({ region });
        }
      },
      events: ({ region }, count) => events.add({ region }, count),
    },
    query({ queryType, outcome, seconds }) {
      queries.add({ type: queryType, outcome });
      queryTime.observe({ type: queryType }, seconds);
    },
    scan: (cached) => scans.add({ cache: cached ? 'hit' : 'miss' }),
    rulesLoaded: (seconds) => loading.add({}, seconds),
    evaluated: (seconds) => evaluation.add({}, seconds),
    matched(hits, misses) {
      matches.add({ result: 'hit' }, hits);
      matches.add({ result: 'miss' }, misses);
    },
    statement(orgId, uid) {
      const labels = { org: String(orgId), datasource: uid };
      return ({ bytes, elapsedMs, outcome }) => {
        scanned.add(labels, bytes);
        statements.add({ ...labels, outcome });
        statementTime.observe(labels, elapsedMs / 1000);
      };
    },
    text: () => registry.text(),
  };
}
