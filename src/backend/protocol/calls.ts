import {
  status,
  type ServerUnaryCall,
  type ServerWritableStream,
  type handleServerStreamingCall,
  type handleUnaryCall,
} from '@grpc/grpc-js';
import type { Logger } from './log';

/** What every service needs to answer safely. */
export interface ServiceEnvironment {
  readonly logger: Logger;
  /** Takes secrets out of a text that leaves the process. */
  readonly redact: (text: string) => string;
  /** Aborted when the process stops. */
  readonly stopping: AbortSignal;
}

/** The message of whatever was thrown, without secrets. */
export function messageOf(error: unknown, { redact }: ServiceEnvironment): string {
  const text = error instanceof Error ? error.message : String(error);
  return redact(text || 'an error without a message');
}

/** Aborts when the caller goes away, its deadline passes or the process stops. */
function abortOf(call: ServerUnaryCall<never, never> | ServerWritableStream<never, never>, stopping: AbortSignal) {
  const controller = new AbortController();
  const onCancelled = () => controller.abort(new Error('The caller cancelled the request.'));
  const onStopping = () => controller.abort(new Error('The plugin is stopping.'));
  call.on('cancelled', onCancelled);
  stopping.addEventListener('abort', onStopping, { once: true });
  if (call.cancelled) {
    onCancelled();
  } else if (stopping.aborted) {
    onStopping();
  }
  return { signal: controller.signal, release: () => stopping.removeEventListener('abort', onStopping) };
}

/** A unary gRPC method from an async function. What the function throws ends this call alone. */
export function unaryMethod<I, O>(
  environment: ServiceEnvironment,
  run: (request: I, signal: AbortSignal) => Promise<O>
): handleUnaryCall<I, O> {
  return (call, callback) => {
    const { signal, release } = abortOf(call as ServerUnaryCall<never, never>, environment.stopping);
    run(call.request, signal)
      .then(
        (response) => callback(null, response),
        (error: unknown) => callback(statusOf(error, signal, environment))
      )
      .finally(release);
  };
}

/** Sends one message of a stream; settles when the next one may follow. Rejects when the caller is gone. */
export type Send<O> = (message: O) => Promise<void>;

/** A server-streaming gRPC method from an async function that sends messages one after the other. */
export function streamingMethod<I, O>(
  environment: ServiceEnvironment,
  run: (request: I, send: Send<O>, signal: AbortSignal) => Promise<void>
): handleServerStreamingCall<I, O> {
  return (call) => {
    const { signal, release } = abortOf(call as ServerWritableStream<never, never>, environment.stopping);
    // A stream without a listener for its errors would end the process.
    call.on('error', (error) => environment.logger.debug('A response stream ended early.', { error }));
    const send: Send<O> = (message) =>
      new Promise((resolve, reject) => {
        if (signal.aborted) {
          reject(signal.reason);
          return;
        }
        const onAbort = () => reject(signal.reason);
        signal.addEventListener('abort', onAbort, { once: true });
        const done = () => {
          signal.removeEventListener('abort', onAbort);
          resolve();
        };
        if (call.write(message)) {
          done();
        } else {
          call.once('drain', done);
        }
      });
    run(call.request, send, signal)
      .then(
        () => call.end(),
        (error: unknown) => call.emit('error', statusOf(error, signal, environment))
      )
      .finally(release);
  };
}

function statusOf(error: unknown, signal: AbortSignal, environment: ServiceEnvironment) {
  if (signal.aborted) {
    return { code: status.CANCELLED, details: messageOf(signal.reason, environment) };
  }
  environment.logger.error('A call failed.', { error });
  return { code: status.INTERNAL, details: messageOf(error, environment) };
}
