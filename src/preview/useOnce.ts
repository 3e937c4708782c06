import { useEffect, useState } from 'react';

/** What a promise came to. While it is under way neither is set. */
export interface Outcome<T> {
  readonly value?: T;
  readonly error?: unknown;
}

/** Asks once, when the component appears. */
export function useOnce<T>(ask: () => Promise<T>): Outcome<T> {
  const [outcome, setOutcome] = useState<Outcome<T>>({});
  useEffect(() => {
    let gone = false;
    ask().then(
      (value) => !gone && setOutcome({ value }),
      (error: unknown) => !gone && setOutcome({ error })
    );
    return () => {
      gone = true;
    };
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, []);
  return outcome;
}
