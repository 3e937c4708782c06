import { useEffect, useRef, useState } from 'react';

export interface Loaded<T> {
  value?: T;
  /** A sentence where loading failed. */
  error?: string;
  loading: boolean;
}

/**
 * What `load` gives, anew for each `key`. The last value stays until the next one is there; answers that come late are
 * dropped, and what asks for them is told by its signal.
 *
 * @param delayMs waits this long first, so that typing does not ask for each letter
 */
export function useLoaded<T>(key: string, load: (signal: AbortSignal) => Promise<T>, delayMs = 0): Loaded<T> {
  const [state, setState] = useState<Loaded<T> & { key?: string }>({ loading: true });
  const latest = useRef(load);
  useEffect(() => {
    latest.current = load;
  });
  useEffect(() => {
    const dropped = new AbortController();
    const settle = (next: Omit<Loaded<T>, 'loading'>) => {
      if (!dropped.signal.aborted) {
        setState({ ...next, key, loading: false });
      }
    };
    const timer = setTimeout(() => {
      latest.current(dropped.signal).then(
        (value) => settle({ value }),
        (error: unknown) => settle({ error: messageOf(error) })
      );
    }, delayMs);
    return () => {
      dropped.abort();
      clearTimeout(timer);
    };
  }, [key, delayMs]);
  return { value: state.value, error: state.error, loading: state.loading || state.key !== key };
}

/** The backend's own sentence where a resource call failed with one. */
export function messageOf(error: unknown): string {
  const data = (error as { data?: { error?: { message?: string } | string; message?: string } } | undefined)?.data;
  if (data && typeof data.error === 'object' && data.error.message) {
    return data.error.message;
  }
  return (
    data?.message ?? (error instanceof Error ? error.message : 'The data source did not answer. Save and test it.')
  );
}
