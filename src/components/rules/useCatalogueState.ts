import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useSearchParams } from 'react-router-dom';
import { readState, writeState, type CatalogueState, type Chosen } from './catalogueUrl';

/** How long the URL waits for the next key: browsers refuse more than a few changes a second. */
const TYPING_MS = 300;

/** The functions stay the same ones, so that what uses them need not be drawn again at each key. */
export interface CatalogueControl {
  readonly state: CatalogueState;
  /** Shows something else than now; the way back leads to what is shown now. */
  change(step: (state: CatalogueState) => CatalogueState): void;
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
  const facets = useSameChoice(written.facets);
  // Typed ahead of what the URL said then. When the URL says something else, by the way back or a link, that is what holds.
  const [typed, setTyped] = useState<Typed>();
  const text = typed?.over === written.text ? typed.text : written.text;
  const state = useMemo(() => ({ ...written, facets, text }), [written, facets, text]);

  const latest = useRef({ search, setSearch });
  useEffect(() => {
    latest.current = { search, setSearch };
  });
  const pending = useRef<Typed>();
  const timer = useRef<ReturnType<typeof setTimeout>>();
  useEffect(() => () => clearTimeout(timer.current), []);
  // The URL that typing last wrote: while it is the one shown, more typing goes on with the same step.
  const ownStep = useRef<string>();

  const write = useCallback((next: URLSearchParams, replace: boolean) => {
    clearTimeout(timer.current);
    pending.current = undefined;
    setTyped(undefined);
    latest.current.setSearch(next, { replace });
  }, []);
  const flush = useCallback(() => {
    const now = latest.current.search;
    const before = readState(now);
    if (pending.current?.over === before.text) {
      const next = writeState(now, { ...before, text: pending.current.text });
      const goesOn = ownStep.current === now.toString();
      ownStep.current = next.toString();
      write(next, goesOn);
    }
  }, [write]);
  const type = useCallback(
    (next: string) => {
      pending.current = { text: next, over: readState(latest.current.search).text };
      setTyped(pending.current);
      clearTimeout(timer.current);
      timer.current = setTimeout(flush, TYPING_MS);
    },
    [flush]
  );
  const change = useCallback(
    (step: (state: CatalogueState) => CatalogueState) => {
      const now = latest.current.search;
      const before = readState(now);
      const ahead = pending.current?.over === before.text ? pending.current.text : before.text;
      write(writeState(now, step({ ...before, text: ahead })), false);
    },
    [write]
  );
  return { state, change, type, flush };
}

/** The same choice as the same object, whatever else of the URL changes. */
function useSameChoice(chosen: Chosen): Chosen {
  const written = JSON.stringify(chosen);
  return useMemo(() => JSON.parse(written) as Chosen, [written]);
}
