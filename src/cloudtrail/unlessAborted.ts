/**
 * The promise's value; rejects as soon as the signal is aborted.
 *
 * @param reason what it rejects with then; absent: the signal's reason
 */
export function unlessAborted<T>(
  promise: Promise<T>,
  signal: AbortSignal,
  reason: () => unknown = () => signal.reason
): Promise<T> {
  return new Promise((resolve, reject) => {
    const onAbort = () => reject(reason() as Error);
    if (signal.aborted) {
      onAbort();
      return;
    }
    signal.addEventListener('abort', onAbort, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', onAbort));
  });
}
