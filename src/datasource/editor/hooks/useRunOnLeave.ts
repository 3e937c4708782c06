import { type FocusEvent, type KeyboardEvent, useState } from 'react';
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
  const onBlur = ({ target, relatedTarget }: FocusEvent) => {
    // A group of controls, such as the parts of a filter, is left as a whole.
    const within = relatedTarget instanceof Node && target.closest('[role="group"]')?.contains(relatedTarget);
    if (changed && !within) {
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
