import { useEffect, type RefObject } from 'react';

/** The key / leads to the search, from wherever nothing is typed into. */
export function useSlashKey(ref: RefObject<HTMLInputElement>): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const { target } = event;
      const isTyped =
        target instanceof HTMLElement && target.closest('input, textarea, select, [contenteditable=true]');
      if (event.key !== '/' || event.altKey || event.ctrlKey || event.metaKey || (isTyped && !isToggle(isTyped))) {
        return;
      }
      event.preventDefault();
      ref.current?.focus();
      ref.current?.select();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [ref]);
}

/** An input that takes no text. */
function isToggle(element: Element): boolean {
  return element instanceof HTMLInputElement && ['checkbox', 'radio', 'button'].includes(element.type);
}
