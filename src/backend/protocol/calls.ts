import {
  status,
  type ServerUnaryCall,
  type ServerWritableStream,
  type handleServerStreamingCall,
  type handleUnaryCall,
} from '@grpc/grpc-js';
import type { Logger } from './log';

/** A status as HTTP has them: anything else could not be sent, and would take the whole response with it. */
export function statusCode(status: number, otherwise = 500): number {
  return Number.isInteger(status) && status >= 100 && status <= 599 ? status : otherwise;
}

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

/**
 * Bun 1.4 does not add a raised SETTINGS_INITIAL_WINDOW_SIZE to streams that already got a WINDOW_UPDATE (RFC 9113,
 * 6.9.2). Go's client raises it while a connection is young, and counts on it: a stream of several messages larger than
 * 64 KB together can then stop for good. A single message cannot, whatever its size: the client grants all of it by
 * WINDOW_UPDATE. So answers are single messages where the protocol lets them be, and a stream that stopped is ended
 * with an error instead of at the caller's deadline.
 */
const STALLED_MS = 15_000;

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
        const settle = (finish: () => void) => () => {
          clearTimeout(timer);
          signal.removeEventListener('abort', onAbort);
          finish();
        };
        const onAbort = settle(() => reject(signal.reason));
        const timer = setTimeout(
          settle(() => reject(new Error('The caller takes no more of the answer. Please try again.'))),
          STALLED_MS
        );
        if (signal.aborted) {
          onAbort();
          return;
        }
        signal.addEventListener('abort', onAbort, { once: true });
        call.write(
          message,
          settle(() => resolve())
        );
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
