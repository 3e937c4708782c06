import { useCallback, useLayoutEffect, useRef, useState, type RefObject } from 'react';

/** Rows beyond the visible ones that are there too: where Tab and a turn of the wheel lead. */
const OVERSCAN = 6;

export interface VisibleRows {
  /** For the element that holds the rows. */
  readonly ref: RefObject<HTMLDivElement>;
  readonly first: number;
  /** The one after the last. */
  readonly end: number;
}

/**
 * Which of many rows of the same height are on the screen. It asks where the element is whenever anything scrolls or changes
 * its size, so it needs not know which of the elements around it scrolls: Grafana's page does in some versions, in others
 * the document.
 */
export function useVisibleRows(count: number, rowHeight: number): VisibleRows {
  const ref = useRef<HTMLDivElement>(null);
  const [range, setRange] = useState({ first: 0, end: Math.min(count, OVERSCAN) });
  const measure = useCallback(() => {
    const element = ref.current;
    if (!element) {
      return;
    }
    const { top } = element.getBoundingClientRect();
    const clip = element.parentElement?.getBoundingClientRect();
    const above = Math.max(0, clip?.top ?? 0) - top;
    const below = Math.min(window.innerHeight, clip && clip.height > 0 ? clip.bottom : Infinity) - top;
    const limit = (row: number) => Math.min(count, Math.max(0, row));
    const first = limit(Math.floor(above / rowHeight) - OVERSCAN);
    const end = limit(Math.ceil(below / rowHeight) + OVERSCAN);
    setRange((before) => (before.first === first && before.end === end ? before : { first, end }));
  }, [count, rowHeight]);
  useLayoutEffect(() => {
    measure();
    const options = { capture: true, passive: true };
    document.addEventListener('scroll', measure, options);
    window.addEventListener('resize', measure);
    const observer = typeof ResizeObserver === 'undefined' ? undefined : new ResizeObserver(measure);
    if (ref.current?.parentElement) {
      observer?.observe(ref.current.parentElement);
    }
    return () => {
      document.removeEventListener('scroll', measure, options);
      window.removeEventListener('resize', measure);
      observer?.disconnect();
    };
  }, [measure]);
  // The last measurement may be of more rows than there are now.
  return { ref, first: Math.min(range.first, count), end: Math.min(range.end, count) };
}
