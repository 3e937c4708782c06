import { useLayoutEffect, useState, type FocusEvent, type KeyboardEvent, type RefObject } from 'react';

/** Rows that Page Up and Page Down pass over. */
const PAGE = 10;

/**
 * Moves the focus from row to row by keys. A row that is not on the screen is brought there first: `kept` is to be shown
 * whatever is in sight.
 */
export function useFocusedRow(ref: RefObject<HTMLElement>, count: number) {
  const [kept, setKept] = useState<number>();
  // What is to have the focus once it is there.
  const [wanted, setWanted] = useState<{ index: number }>();
  useLayoutEffect(() => {
    if (wanted) {
      linkOf(ref.current, wanted.index)?.focus();
    }
  }, [ref, wanted]);
  const onKeyDown = (event: KeyboardEvent) => {
    const current = rowOf(event.target);
    const next = current === undefined ? undefined : targetOf(event.key, current, count);
    if (next === undefined || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) {
      return;
    }
    event.preventDefault();
    setKept(next);
    setWanted({ index: next });
  };
  return {
    kept,
    focus(index: number) {
      setKept(index);
      setWanted({ index });
    },
    onKeyDown,
    onFocus: (event: FocusEvent) => setKept(rowOf(event.target)),
    onBlur: (event: FocusEvent) => event.relatedTarget === null || setKept(rowOf(event.relatedTarget)),
  };
}

/** The focus on the first row of a list. */
export function focusFirstRow(within: ParentNode | null): void {
  within?.querySelector<HTMLElement>('[data-index] a')?.focus();
}

function targetOf(key: string, current: number, count: number): number | undefined {
  const limit = (index: number) => Math.max(0, Math.min(count - 1, index));
  switch (key) {
    case 'ArrowDown':
      return limit(current + 1);
    case 'ArrowUp':
      return limit(current - 1);
    case 'PageDown':
      return limit(current + PAGE);
    case 'PageUp':
      return limit(current - PAGE);
    case 'Home':
      return 0;
    case 'End':
      return limit(count - 1);
    default:
      return undefined;
  }
}

function rowOf(target: EventTarget): number | undefined {
  const row = target instanceof Element ? target.closest<HTMLElement>('[data-index]') : null;
  return row === null ? undefined : Number(row.dataset.index);
}

function linkOf(within: ParentNode | null, index: number): HTMLElement | null {
  return within?.querySelector<HTMLElement>(`[data-index="${index}"] a`) ?? null;
}
