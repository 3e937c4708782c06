import type { RuleSource } from '../sigma';
import type { Clock } from '../cloudtrail';
import { checkHealth } from './health/checkHealth';
import { Instances, NoDataSourceError, type InstancesOptions } from './instance/instances';
import { errorFields, silentLogger, type Logger } from './instance/logger';
import type { DataResponse, PluginHandlers, QueryDataRequest } from './protocol/handlers';
import { runQueries } from './queries/runQueries';
import { failureResponse, ResourceFailure } from './resources/response';
import { callResource } from './resources/route';
import type { Secrets } from './settings/secrets';
import { withoutSecrets } from './queries/withoutSecrets';

export interface HandlersOptions {
  /** The rules that the plugin brings along. */
  readonly bundledRules: readonly RuleSource[];
  readonly logger?: Logger;
  /** Learns the secrets of every data source in use, for the logger and the protocol. */
  readonly secrets?: Secrets;
  /** For tests. */
  readonly clock?: Clock;
  /** See InstancesOptions. */
  readonly matchWorker?: string;
  /** See InstancesOptions; for tests. */
  readonly freshSeconds?: number;
  readonly connect?: InstancesOptions['connect'];
  /** Where events are kept unless a data source's storePath says otherwise; `memory` for tests. */
  readonly storeFolder?: string;
}

/** What the plugin does, behind Grafana's protocol. Reads nothing until it is asked. */
export function createHandlers(options: HandlersOptions): PluginHandlers {
  const logger = options.logger ?? silentLogger;
  const instances = new Instances({ ...options, logger });
  return {
    async queryData(request, signal) {
      const started = performance.now();
      try {
        const instance = instances.get(request.context);
        const answers = await runQueries(instance, request, signal, (outcome) => {
          instances.metrics.query(outcome);
          logger.debug('query answered', { datasource: instance.uid, ...outcome });
        });
        return new Map([...answers].map(([refId, answer]) => [refId, withoutSecrets(answer, instance.redact)]));
      } catch (error) {
        logger.error('query request failed', errorFields(error, withoutText));
        return sameForAll(request, error);
      } finally {
        logger.debug('query request answered', { ms: Math.round(performance.now() - started) });
      }
    },

    async checkHealth(context, signal) {
      try {
        return await checkHealth(instances.get(context), signal);
      } catch (error) {
        logger.error('health check failed', errorFields(error, withoutText));
        const message =
          error instanceof NoDataSourceError ? error.message : 'The health check failed. See the server log.';
        return { status: 'error', message };
      }
    },

    async callResource(request, signal) {
      try {
        return await callResource(instances.get(request.context), request, signal);
      } catch (error) {
        if (error instanceof NoDataSourceError) {
          return failureResponse(new ResourceFailure(400, 'no-data-source', error.message));
        }
        logger.error('resource failed', errorFields(error, withoutText));
        return failureResponse(new ResourceFailure(500, 'internal', 'The plugin failed. See the server log.'));
      }
    },

    collectMetrics: async () => instances.metrics.text(),
    dispose: async () => instances.dispose(),
  };
}

/** Before there is an instance there is no list of its secrets either: then only the error's kind is logged. */
function withoutText(text: string): string {
  return text.split(':')[0];
}

function sameForAll(request: QueryDataRequest, error: unknown): Map<string, DataResponse> {
  const user = error instanceof NoDataSourceError;
  const response: DataResponse = {
    frames: [],
    error: user ? error.message : 'The plugin failed. See the server log.',
    status: user ? 400 : 500,
    errorSource: user ? 'downstream' : 'plugin',
  };
  return new Map(request.queries.map(({ refId }) => [refId, response]));
}
