import { useEffect, useMemo, useRef, useState } from 'react';
import { useSearchParams } from 'react-router-dom';
import { readState, writeState, type CatalogueState } from './catalogueUrl';

/** How long the URL waits for the next key: browsers refuse more than a few changes a second. */
const TYPING_MS = 300;

export interface CatalogueControl {
  readonly state: CatalogueState;
  /** Shows something else; the way back leads to what is shown now. */
  change(next: CatalogueState): void;
  /** Searches for something else as it is typed: all of what is typed in one go is one step back. */
  type(text: string): void;
  /** Writes into the URL what was typed, now: before somebody leaves it. */
  flush(): void;
}

interface Typed {
  readonly text: string;
  /** What the URL had. */
  readonly over: string;
}

/** The catalogue's state: the URL's, and the text that is being typed ahead of it. */
export function useCatalogueState(): CatalogueControl {
  const [search, setSearch] = useSearchParams();
  const written = useMemo(() => readState(search), [search]);
  // Typed ahead of what the URL said then. When the URL says something else, by the way back or a link, that is what holds.
  const [typed, setTyped] = useState<Typed>();
  const text = typed?.over === written.text ? typed.text : written.text;
  const state = useMemo(() => ({ ...written, text }), [written, text]);
  const latest = useRef({ search, setSearch });
  useEffect(() => {
    latest.current = { search, setSearch };
  });
  const pending = useRef<Typed>();
  const timer = useRef<ReturnType<typeof setTimeout>>();
  useEffect(() => () => clearTimeout(timer.current), []);
  // The URL that typing last wrote: while it is the one shown, more typing goes on with the same step.
  const ownStep = useRef<string>();
  const write = (next: URLSearchParams, replace: boolean) => {
    clearTimeout(timer.current);
    pending.current = undefined;
    setTyped(undefined);
    latest.current.setSearch(next, { replace });
  };
  const flush = () => {
    const now = latest.current.search;
    const before = readState(now);
    if (pending.current?.over === before.text) {
      const next = writeState(now, { ...before, text: pending.current.text });
      const goesOn = ownStep.current === now.toString();
      ownStep.current = next.toString();
      write(next, goesOn);
    }
  };
  return {
    state,
    change: (next) => write(writeState(latest.current.search, next), false),
    type(next) {
      pending.current = { text: next, over: written.text };
      setTyped(pending.current);
      clearTimeout(timer.current);
      timer.current = setTimeout(flush, TYPING_MS);
    },
    flush,
  };
}
