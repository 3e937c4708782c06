import { useEffect, useRef, useState } from 'react';
import { config } from '@grafana/runtime';
import { drafts, type Draft, type Drafts } from './drafts';

const PAUSE_MS = 400;

/** The draft that was kept under a key when the workbench opened, and how to keep or drop one. */
export interface KeptDraft {
  readonly restored: Draft | undefined;
  /** Keeps the work, in a moment; nothing where there is none to keep. */
  keep(work: Omit<Draft, 'savedMs'> | undefined): void;
}

/** @param key what the work began with; the component is made anew for another one */
export function useDraft(key: string): KeptDraft {
  const [store] = useState<Drafts>(() => drafts(window.localStorage, String(config.bootData?.user?.id ?? '')));
  const [restored] = useState(() => store.get(key));
  const pending = useRef<() => void>();
  const timer = useRef<ReturnType<typeof setTimeout>>();
  useEffect(() => {
    const flush = () => {
      clearTimeout(timer.current);
      pending.current?.();
      pending.current = undefined;
    };
    // A reload does not wait for the pause.
    window.addEventListener('pagehide', flush);
    return () => {
      window.removeEventListener('pagehide', flush);
      flush();
    };
  }, []);
  return {
    restored,
    keep(work) {
      clearTimeout(timer.current);
      pending.current = () => (work ? store.set(key, { ...work, savedMs: Date.now() }) : store.remove(key));
      timer.current = setTimeout(() => {
        pending.current?.();
        pending.current = undefined;
      }, PAUSE_MS);
    },
  };
}
