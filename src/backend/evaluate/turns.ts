/** Lets other work in between long loops: Grafana's health calls and cancellations share this thread. */
const TURN_MS = 15;

/**
 * Called inside a loop: gives way when this loop has run for a while. @throws the signal's reason when it is aborted
 */
export function turnTaker(signal: AbortSignal): () => Promise<void> | undefined {
  let started = performance.now();
  return () => {
    if (performance.now() - started < TURN_MS) {
      return undefined;
    }
    return new Promise<void>((resolve) => setImmediate(resolve)).then(() => {
      signal.throwIfAborted();
      started = performance.now();
    });
  };
}
