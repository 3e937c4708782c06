import { useLayoutEffect, useState, type RefObject } from 'react';

/** Whether an element has less than so many pixels; false until it is known. */
export function useNarrow(ref: RefObject<HTMLElement>, below: number): boolean {
  const [narrow, setNarrow] = useState(false);
  useLayoutEffect(() => {
    const element = ref.current;
    if (!element || typeof ResizeObserver === 'undefined') {
      return undefined;
    }
    const measure = () => setNarrow(element.clientWidth > 0 && element.clientWidth < below);
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, [ref, below]);
  return narrow;
}
