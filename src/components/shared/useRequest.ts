import { useEffect, useState } from 'react';
import { errorText } from './dataSources';

export interface Request<T> {
  readonly value?: T;
  readonly error?: string;
  /** What is here answers an earlier question: the latest one is on its way, or there is none. */
  readonly stale: boolean;
  /** Asks again. */
  retry(): void;
}

interface Answer<T> {
  readonly to: string;
  readonly value?: T;
  readonly error?: string;
}

/**
 * Asks when it is first shown and whenever `key` changes, nothing while it is undefined; answers that come too late are
 * dropped, and what fetches them is told by its signal. The last value stays while the next one is on its way, so that a
 * page does not flicker.
 */
export function useRequest<T>(key: string | undefined, ask: (signal: AbortSignal) => Promise<T>): Request<T> {
  const [answer, setAnswer] = useState<Answer<T>>();
  const [attempt, setAttempt] = useState(0);
  const asked = key === undefined ? undefined : `${attempt} ${key}`;
  useEffect(() => {
    if (asked === undefined) {
      return undefined;
    }
    const late = new AbortController();
    ask(late.signal).then(
      (value) => !late.signal.aborted && setAnswer({ to: asked, value }),
      (error: unknown) => !late.signal.aborted && setAnswer({ to: asked, error: errorText(error) })
    );
    return () => late.abort();
    // `ask` is a new function at each render; `asked` says what it asks for.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [asked]);
  return {
    value: answer?.value,
    error: answer?.error,
    stale: answer !== undefined && answer.to !== asked,
    retry: () => setAttempt((count) => count + 1),
  };
}
