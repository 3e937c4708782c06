import { create } from '@bufbuild/protobuf';
import { status } from '@grpc/grpc-js';
import { EmptySchema, type GRPCController } from './gen/controller_pb';
import { HealthCheckResponse_ServingStatus as Serving, HealthCheckResponseSchema, type Health } from './gen/health_pb';
import type { Implementation } from './grpcService';

/** go-plugin asks for this name; the empty one is the whole server's. */
const SERVICE_NAMES = ['plugin', ''];

/** Answers the host's request to leave, then leaves: the host waits for the answer and then for the process's end. */
export function controllerService(stop: (reason: string) => void): Implementation<typeof GRPCController> {
  return {
    shutdown: (_call, callback) => {
      callback(null, create(EmptySchema));
      setImmediate(() => stop('the host asked for it'));
    },
  };
}

/** gRPC's own health service: this process serves as long as it answers. */
export function healthService(stopping: AbortSignal): Implementation<typeof Health> {
  const servingStatus = (service: string) => {
    if (!SERVICE_NAMES.includes(service)) {
      return Serving.SERVICE_UNKNOWN;
    }
    return stopping.aborted ? Serving.NOT_SERVING : Serving.SERVING;
  };
  return {
    check: ({ request }, callback) => {
      const answer = servingStatus(request.service);
      if (answer === Serving.SERVICE_UNKNOWN) {
        callback({ code: status.NOT_FOUND, details: `There is no service "${request.service}".` });
        return;
      }
      callback(null, create(HealthCheckResponseSchema, { status: answer }));
    },
    watch: (call) => {
      call.on('error', () => undefined);
      const tell = () => call.write(create(HealthCheckResponseSchema, { status: servingStatus(call.request.service) }));
      const onStop = () => {
        tell();
        call.end();
      };
      tell();
      stopping.addEventListener('abort', onStop, { once: true });
      call.on('cancelled', () => stopping.removeEventListener('abort', onStop));
    },
  };
}
