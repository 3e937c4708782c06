import { create } from '@bufbuild/protobuf';
import { credentials, makeClientConstructor, type Client, type ClientReadableStream } from '@grpc/grpc-js';
import { decodeFrame } from '../../backend/frames/decode';
import type { Frame } from '../../backend/frames/frame';
import { EmptySchema, GRPCController, type Empty } from '../../backend/protocol/gen/controller_pb';
import {
  CheckHealthRequestSchema,
  CheckHealthResponse_HealthStatus as HealthStatus,
  CollectMetricsRequestSchema,
  Data,
  Diagnostics,
  Resource,
  type CallResourceResponse,
  type CheckHealthResponse,
  type CollectMetricsResponse,
  type QueryDataResponse,
} from '../../backend/protocol/gen/plugin_pb';
import { serviceDefinition } from '../../backend/protocol/grpcService';
import type {
  HealthResult,
  PluginContext,
  QueryDataRequest,
  ResourceRequest,
  ResourceResponse,
} from '../../backend/protocol/handlers';
import type { Address } from '../../backend/protocol/handshake';
import { contextToWire, queryRequestToWire, resourceRequestToWire } from './toWire';

/** A query's answer as a host gets it. */
export interface QueryAnswer {
  /** As HTTP. */
  status: number;
  error?: string;
  errorSource?: string;
  /** Decoded frames. */
  frames: Frame[];
  /** The same frames as they came: Arrow IPC files. */
  arrow: Uint8Array[];
}

/** Calls a running plugin as Grafana does. Every call rejects with gRPC's error when the plugin is gone. */
export interface PluginConnection {
  checkHealth(context: PluginContext, signal?: AbortSignal): Promise<HealthResult>;
  /** Answers by refId. */
  queryData(request: QueryDataRequest, signal?: AbortSignal): Promise<Map<string, QueryAnswer>>;
  callResource(request: ResourceRequest, signal?: AbortSignal): Promise<ResourceResponse & { body: Uint8Array }>;
  /** Prometheus text. */
  collectMetrics(): Promise<string>;
  /** Asks the plugin to leave. */
  shutDown(): Promise<void>;
  close(): void;
}

interface Cancellable {
  cancel(): void;
}

/** Connects to a plugin that listens at an address, as its handshake line names it. */
export function connectPlugin({ network, address }: Address): PluginConnection {
  const target = network === 'unix' ? `unix:${address}` : address;
  const options = { 'grpc.max_receive_message_length': -1, 'grpc.max_send_message_length': -1 };
  const clientOf = (definition: ReturnType<typeof serviceDefinition>): Client =>
    new (makeClientConstructor(definition, ''))(target, credentials.createInsecure(), options);
  const methods = {
    ...serviceDefinition(Data),
    ...serviceDefinition(Diagnostics),
    ...serviceDefinition(Resource),
    ...serviceDefinition(GRPCController),
  };
  const client = clientOf(methods);

  function unary<I, O>(name: string, request: I, signal?: AbortSignal): Promise<O> {
    const { path, requestSerialize, responseDeserialize } = methods[name];
    return new Promise<O>((resolve, reject) => {
      signal?.throwIfAborted();
      const call = client.makeUnaryRequest<I, O>(
        path,
        requestSerialize,
        responseDeserialize,
        request,
        (error, value) => {
          release();
          if (error || value === undefined) {
            reject(error ?? new Error('The plugin sent no answer.'));
          } else {
            resolve(value);
          }
        }
      );
      const release = cancelOn(signal, call);
    });
  }

  return {
    async checkHealth(context, signal) {
      const request = create(CheckHealthRequestSchema, { pluginContext: contextToWire(context) });
      return readHealth(await unary<typeof request, CheckHealthResponse>('checkHealth', request, signal));
    },
    async queryData(request, signal) {
      return readAnswers(await unary<unknown, QueryDataResponse>('queryData', queryRequestToWire(request), signal));
    },
    async callResource(request, signal) {
      signal?.throwIfAborted();
      const { path, requestSerialize, responseDeserialize } = methods.callResource;
      const call: ClientReadableStream<CallResourceResponse> = client.makeServerStreamRequest(
        path,
        requestSerialize,
        responseDeserialize,
        resourceRequestToWire(request)
      );
      const release = cancelOn(signal, call);
      try {
        return await readResource(call);
      } finally {
        release();
      }
    },
    async collectMetrics() {
      const request = create(CollectMetricsRequestSchema, {});
      const response = await unary<typeof request, CollectMetricsResponse>('collectMetrics', request);
      return new TextDecoder().decode(response.metrics?.prometheus);
    },
    async shutDown() {
      await unary<Empty, Empty>('shutdown', create(EmptySchema));
    },
    close: () => client.close(),
  };
}

/** @returns a function that lets go of the signal */
function cancelOn(signal: AbortSignal | undefined, call: Cancellable): () => void {
  const cancel = () => call.cancel();
  signal?.addEventListener('abort', cancel, { once: true });
  return () => signal?.removeEventListener('abort', cancel);
}

const HEALTH: Record<HealthStatus, HealthResult['status']> = {
  [HealthStatus.UNKNOWN]: 'unknown',
  [HealthStatus.OK]: 'ok',
  [HealthStatus.ERROR]: 'error',
};

function readHealth({ status, message, jsonDetails }: CheckHealthResponse): HealthResult {
  const details = jsonDetails.length > 0 ? (JSON.parse(new TextDecoder().decode(jsonDetails)) as object) : {};
  return { status: HEALTH[status], message, details: { ...details } };
}

function readAnswers({ responses }: QueryDataResponse): Map<string, QueryAnswer> {
  return new Map(
    Object.entries(responses).map(([refId, response]) => [
      refId,
      {
        status: response.status || (response.error ? 500 : 200),
        ...(response.error && { error: response.error, errorSource: response.errorSource }),
        frames: response.frames.map(decodeFrame),
        arrow: response.frames,
      },
    ])
  );
}

async function readResource(parts: AsyncIterable<CallResourceResponse>) {
  const bodies: Uint8Array[] = [];
  let first: CallResourceResponse | undefined;
  for await (const part of parts) {
    first ??= part;
    bodies.push(part.body);
  }
  if (!first) {
    throw new Error('The plugin sent no answer.');
  }
  const headers = Object.entries(first.headers).map(([name, list]) => [name, list.values.join(', ')]);
  return {
    status: first.code,
    headers: Object.fromEntries(headers) as Record<string, string>,
    body: Buffer.concat(bodies),
  };
}
