import { useLayoutEffect, useRef, type RefObject } from 'react';
import { useLocation, useNavigationType } from 'react-router-dom';

interface Place {
  /** Pixels that were scrolled past. */
  readonly top: number;
  /** The row that had the focus. */
  readonly row: number | undefined;
}

/** Where lists were left, by the step of the browser's history: a few numbers each. */
const places = new Map<string, Place>();
const MOST = 100;

/**
 * Who comes back to the list by the browser's way back goes on where it was left.
 *
 * @param row the row that has the focus
 * @param onReturn told once which row had it
 * @returns for the element that scrolls
 */
export function useKeptPlace(row: number | undefined, onReturn: (row: number) => void): RefObject<HTMLDivElement> {
  const scroller = useRef<HTMLDivElement>(null);
  const { key, search } = useLocation();
  const isReturn = useNavigationType() === 'POP';
  const step = `${key} ${search}`;
  const latest = useRef({ row, onReturn, isReturn });
  useLayoutEffect(() => {
    latest.current = { row, onReturn, isReturn };
  });
  const isFirst = useRef(true);
  useLayoutEffect(() => {
    const element = scroller.current;
    const place = places.get(step);
    if (element && place && isFirst.current && latest.current.isReturn) {
      element.scrollTop = place.top;
      if (place.row !== undefined) {
        latest.current.onReturn(place.row);
      }
    }
    isFirst.current = false;
    return () => {
      places.delete(step);
      places.set(step, { top: element?.scrollTop ?? 0, row: latest.current.row });
      for (const oldest of places.keys()) {
        if (places.size <= MOST) {
          break;
        }
        places.delete(oldest);
      }
    };
  }, [step]);
  return scroller;
}
