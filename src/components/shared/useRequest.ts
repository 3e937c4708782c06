import { useEffect, useState } from 'react';
import { errorText } from './dataSources';

export interface Request<T> {
  readonly value?: T;
  readonly error?: string;
  /** Asks again. */
  retry(): void;
}

interface Answer<T> {
  readonly value?: T;
  readonly error?: string;
}

/**
 * Asks when it is first shown and whenever `key` changes, nothing while it is undefined; answers that come too late are
 * dropped. The last value stays while the next one is on its way, so that a page does not flicker.
 */
export function useRequest<T>(key: string | undefined, ask: () => Promise<T>): Request<T> {
  const [answer, setAnswer] = useState<Answer<T>>();
  const [attempt, setAttempt] = useState(0);
  const asked = key === undefined ? undefined : `${attempt} ${key}`;
  useEffect(() => {
    if (asked === undefined) {
      return undefined;
    }
    let late = false;
    ask().then(
      (value) => !late && setAnswer({ value }),
      (error: unknown) => !late && setAnswer({ error: errorText(error) })
    );
    return () => {
      late = true;
    };
    // `ask` is a new function at each render; `asked` says what it asks for.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [asked]);
  return {
    ...answer,
    retry: () => setAttempt((count) => count + 1),
  };
}
