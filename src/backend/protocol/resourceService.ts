import { create } from '@bufbuild/protobuf';
import { messageOf, statusCode, streamingMethod, type ServiceEnvironment } from './calls';
import { readContext } from './context';
import { CallResourceResponseSchema, StringListSchema, type CallResourceRequest, type Resource } from './gen/plugin_pb';
import type { Implementation } from './grpcService';
import type { PluginHandlers, ResourceRequest, ResourceResponse } from './handlers';

/** HTTP-like calls of pages and editors; whatever a handler throws becomes a JSON error of status 500. */
export function resourceService(
  handlers: PluginHandlers,
  environment: ServiceEnvironment
): Implementation<typeof Resource> {
  return {
    callResource: streamingMethod(environment, async (request, send, signal) => {
      const response = await answer(handlers, request, signal, environment);
      const body = typeof response.body === 'string' ? new TextEncoder().encode(response.body) : response.body;
      const headers = Object.fromEntries(
        Object.entries(response.headers ?? {}).map(([name, value]) => [
          name,
          create(StringListSchema, { values: [value] }),
        ])
      );
      // One message, however large: see calls.ts on streams of several large ones.
      await send(create(CallResourceResponseSchema, { code: statusCode(response.status), headers, body }));
    }),
  };
}

async function answer(
  handlers: PluginHandlers,
  request: CallResourceRequest,
  signal: AbortSignal,
  environment: ServiceEnvironment
): Promise<ResourceResponse> {
  try {
    return await handlers.callResource(readRequest(request), signal);
  } catch (error) {
    if (signal.aborted) {
      throw error;
    }
    environment.logger.error('A resource call failed.', { method: request.method, path: request.path, error });
    return {
      status: 500,
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ error: { code: 'internal', message: messageOf(error, environment) } }),
    };
  }
}

function readRequest(request: CallResourceRequest): ResourceRequest {
  const queryStart = request.url.indexOf('?');
  return {
    context: readContext(request.pluginContext),
    method: request.method.toUpperCase(),
    path: request.path.split('?', 1)[0].replace(/^\/+/, ''),
    query: new URLSearchParams(queryStart < 0 ? '' : request.url.slice(queryStart + 1)),
    headers: Object.fromEntries(
      Object.entries(request.headers).map(([name, list]) => [name.toLowerCase(), list.values.join(', ')])
    ),
    body: request.body,
  };
}
