import { Server, type UntypedServiceImplementation } from '@grpc/grpc-js';
import type { DescService } from '@bufbuild/protobuf';
import { dataService } from './dataService';
import { diagnosticsService } from './diagnosticsService';
import { GRPCController } from './gen/controller_pb';
import { Health } from './gen/health_pb';
import { Data, Diagnostics, Resource } from './gen/plugin_pb';
import { serviceDefinition } from './grpcService';
import type { PluginHandlers } from './handlers';
import { handshakeProblem, writeHandshake, type Address } from './handshake';
import { controllerService, healthService } from './hostServices';
import { followHost } from './lifecycle';
import { listen } from './listen';
import type { Logger } from './log';
import { resourceService } from './resourceService';
import { guardStdout } from './stdoutGuard';

/** Grafana sends query models and resource bodies; grpc's own limit of 4 MB is too small for a page of rules. */
const MAX_RECEIVE_BYTES = 16 * 1024 * 1024;
/** The host kills after two seconds; a user who restarts Grafana should wait for none of them. */
const DISPOSE_MS = 100;
const DRAIN_MS = 50;

export interface ServeOptions {
  logger: Logger;
  /** Takes secrets out of every message that leaves the process. */
  redact?: (text: string) => string;
  env?: Readonly<Record<string, string | undefined>>;
  /** Ends the process; a test passes its own. */
  exit?: (code: number) => void;
  /** Tells the host where the plugin listens; a test passes its own. */
  announce?: (address: Address) => void;
}

/**
 * Puts handlers behind Grafana's plugin protocol (hashicorp/go-plugin over gRPC) and stays until the host asks to stop,
 * a signal does, or the host is gone.
 *
 * Where the process was not started by a Grafana server it says so on standard error and exits with 1.
 */
export async function servePlugin(handlers: PluginHandlers, options: ServeOptions): Promise<void> {
  const { logger, redact = (text) => text, env = process.env, announce = writeHandshake } = options;
  const exit = options.exit ?? ((code: number) => process.exit(code));
  const problem = handshakeProblem(env);
  if (problem) {
    process.stderr.write(`${problem}\n`);
    return exit(1);
  }
  const releaseStdout = guardStdout(logger);
  const stopping = new AbortController();
  const server = new Server({
    'grpc.max_receive_message_length': MAX_RECEIVE_BYTES,
    'grpc.max_send_message_length': -1,
  });
  let cleanUp = () => {};
  let releaseHost = () => {};

  const stop = async (reason: string) => {
    if (stopping.signal.aborted) {
      return;
    }
    logger.debug('The plugin stops.', { reason });
    stopping.abort();
    try {
      await Promise.race([handlers.dispose(), wait(DISPOSE_MS)]);
    } catch (error) {
      logger.error('Not everything could be put away.', { error });
    }
    // The answers that are under way still leave, the one to the request to stop among them.
    await Promise.race([new Promise<void>((resolve) => server.tryShutdown(() => resolve())), wait(DRAIN_MS)]);
    server.forceShutdown();
    cleanUp();
    releaseHost();
    releaseStdout();
    exit(0);
  };
  const stopFor = (reason: string) => void stop(reason);

  const environment = { logger, redact, stopping: stopping.signal };
  const add = (service: DescService, implementation: object) =>
    server.addService(serviceDefinition(service), implementation as UntypedServiceImplementation);
  add(Data, dataService(handlers, environment));
  add(Resource, resourceService(handlers, environment));
  add(Diagnostics, diagnosticsService(handlers, environment));
  add(Health, healthService(stopping.signal));
  add(GRPCController, controllerService(stopFor));

  releaseHost = followHost(logger, stopFor);
  try {
    const listening = await listen(server, env);
    cleanUp = listening.cleanUp;
    announce(listening);
  } catch (error) {
    logger.error(error instanceof Error ? error.message : String(error));
    releaseHost();
    releaseStdout();
    exit(1);
  }
}

function wait(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
