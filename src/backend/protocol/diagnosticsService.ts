import { create } from '@bufbuild/protobuf';
import { messageOf, unaryMethod, type ServiceEnvironment } from './calls';
import { readContext } from './context';
import {
  CheckHealthResponse_HealthStatus as HealthStatus,
  CheckHealthResponseSchema,
  CollectMetricsResponseSchema,
  type Diagnostics,
} from './gen/plugin_pb';
import type { Implementation } from './grpcService';
import type { HealthResult, PluginHandlers } from './handlers';

const STATUS = { ok: HealthStatus.OK, error: HealthStatus.ERROR, unknown: HealthStatus.UNKNOWN } as const;
const encoder = new TextEncoder();

/** "Save & test" and the metrics endpoint. A health check that throws is an unhealthy one, with the reason. */
export function diagnosticsService(
  handlers: PluginHandlers,
  environment: ServiceEnvironment
): Implementation<typeof Diagnostics> {
  return {
    checkHealth: unaryMethod(environment, async (request, signal) => {
      let result: HealthResult;
      try {
        result = await handlers.checkHealth(readContext(request.pluginContext), signal);
      } catch (error) {
        if (signal.aborted) {
          throw error;
        }
        environment.logger.error('The health check failed.', { error });
        result = { status: 'error', message: messageOf(error, environment) };
      }
      return create(CheckHealthResponseSchema, {
        status: STATUS[result.status],
        message: environment.redact(result.message),
        // Details pass the redaction as text, so that no depth of nesting hides a secret.
        jsonDetails: encoder.encode(result.details ? environment.redact(JSON.stringify(result.details)) : '{}'),
      });
    }),
    collectMetrics: unaryMethod(environment, async () =>
      create(CollectMetricsResponseSchema, {
        metrics: { prometheus: encoder.encode(await handlers.collectMetrics()) },
      })
    ),
  };
}
