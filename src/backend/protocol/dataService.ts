import { create } from '@bufbuild/protobuf';
import { encodeFrame } from '../frames/encode';
import { messageOf, statusCode, streamingMethod, unaryMethod, type ServiceEnvironment } from './calls';
import { lowerCaseNames, readContext, readJsonObject } from './context';
import {
  DataFrameFormat,
  DataResponseSchema,
  QueryChunkedDataResponseSchema,
  QueryDataResponseSchema,
  type Data,
  type DataQuery,
  type DataResponse as WireResponse,
  type QueryDataRequest as WireRequest,
} from './gen/plugin_pb';
import type { Implementation } from './grpcService';
import type { DataResponse, PluginHandlers, QueryDataRequest, QueryRequest } from './handlers';

/** Queries: every refId of a request is answered, whatever the handlers do. */
export function dataService(handlers: PluginHandlers, environment: ServiceEnvironment): Implementation<typeof Data> {
  const answer = (request: WireRequest, signal: AbortSignal) => answerAll(handlers, request, signal, environment);
  return {
    queryData: unaryMethod(environment, async (request, signal) =>
      create(QueryDataResponseSchema, { responses: Object.fromEntries(await answer(request, signal)) })
    ),
    queryChunkedData: streamingMethod(environment, async (request, send, signal) => {
      for (const [refId, response] of await answer(request, signal)) {
        // Grafana 12.4 decodes a chunk's frame before it looks at its error: an error carries an empty, valid frame,
        // and so does an answer without frames, because a refId is known by its chunks alone.
        const none = response.frames.length === 0;
        const frames = none ? [encodeFrame({ refId, fields: [] })] : response.frames;
        for (const [index, frame] of frames.entries()) {
          await send(
            create(QueryChunkedDataResponseSchema, {
              refId,
              frameId: `${refId}-${index}`,
              frame,
              error: index === frames.length - 1 ? response.error : '',
              status: response.status,
              errorSource: index === frames.length - 1 ? response.errorSource : '',
              format: DataFrameFormat.ARROW,
            })
          );
        }
      }
    }),
  };
}

async function answerAll(
  handlers: PluginHandlers,
  request: WireRequest,
  signal: AbortSignal,
  environment: ServiceEnvironment
): Promise<Map<string, WireResponse>> {
  let answers: Map<string, DataResponse>;
  try {
    answers = await handlers.queryData(readRequest(request), signal);
  } catch (error) {
    if (signal.aborted) {
      throw error;
    }
    environment.logger.error('The queries of a request failed.', { error });
    const text = messageOf(error, environment);
    answers = new Map(request.queries.map(({ refId }) => [refId, { frames: [], error: text, status: 500 }]));
  }
  return new Map(request.queries.map(({ refId }) => [refId, encodeResponse(refId, answers.get(refId), environment)]));
}

function encodeResponse(
  refId: string,
  answer: DataResponse | undefined,
  environment: ServiceEnvironment
): WireResponse {
  if (!answer) {
    environment.logger.error('A query got no answer.', { refId });
    return failure(`Query ${refId} got no answer: this is a fault of the plugin. Please report it.`);
  }
  try {
    const failed = answer.error !== undefined;
    return create(DataResponseSchema, {
      frames: answer.frames.map((frame) => encodeFrame({ ...frame, refId: frame.refId ?? refId })),
      error: failed ? environment.redact(answer.error || 'The query failed.') : '',
      status: statusCode(answer.status ?? (failed ? 500 : 200)),
      errorSource: failed ? (answer.errorSource ?? 'plugin') : '',
      format: DataFrameFormat.ARROW,
    });
  } catch (error) {
    environment.logger.error('A frame could not be encoded.', { refId, error });
    return failure(`The result of query ${refId} could not be encoded: ${messageOf(error, environment)}`);
  }
}

function failure(error: string): WireResponse {
  return create(DataResponseSchema, { error, status: 500, errorSource: 'plugin', format: DataFrameFormat.ARROW });
}

function readRequest(request: WireRequest): QueryDataRequest {
  return {
    context: readContext(request.pluginContext),
    headers: lowerCaseNames(request.headers),
    queries: request.queries.map(readQuery),
  };
}

function readQuery(query: DataQuery): QueryRequest {
  return {
    refId: query.refId,
    queryType: query.queryType,
    fromMs: Number(query.timeRange?.fromEpochMS ?? 0),
    toMs: Number(query.timeRange?.toEpochMS ?? 0),
    intervalMs: Number(query.intervalMS),
    maxDataPoints: Number(query.maxDataPoints),
    model: readJsonObject(query.json),
  };
}
