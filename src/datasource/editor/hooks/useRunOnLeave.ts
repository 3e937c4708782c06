import { type KeyboardEvent, useState } from 'react';
import type { SigtrailQuery } from '../../types';

/**
 * When the editor asks: on leaving a control, on Shift+Enter and on "Run query", not on every change, because lookups
 * are slow and few. Leaving a control asks only where something has changed since the query last ran.
 */
export function useRunOnLeave(query: SigtrailQuery, onRunQuery: () => void) {
  const text = JSON.stringify(query);
  const [ran, setRan] = useState(text);
  const changed = text !== ran;
  const run = () => {
    setRan(text);
    onRunQuery();
  };
  const onBlur = () => {
    if (changed) {
      run();
    }
  };
  // Captured before Monaco sees the key, which would start a new line.
  const onKeyDownCapture = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && event.shiftKey) {
      event.preventDefault();
      event.stopPropagation();
      run();
    }
  };
  return { changed, run, handlers: { onBlur, onKeyDownCapture } };
}
