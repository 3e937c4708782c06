import type { Instance } from '../instance/instance';
import type { QueryContext } from './context';
import type { Query } from './parseQuery';
import { ScanScope } from './scanScope';

/** What is asked; the rest of a context comes from the data source. */
export interface Asked {
  readonly query: Query;
  /** Epoch milliseconds, both inclusive. */
  readonly fromMs: number;
  readonly toMs: number;
  readonly signal: AbortSignal;
  readonly refId?: string;
  readonly intervalMs?: number;
  readonly alert?: boolean;
  /** Shared by the queries of one request. */
  readonly scans?: ScanScope;
}

/** A query's context in a data source; its time budget starts now. */
export function contextFor(instance: Instance, asked: Asked): QueryContext {
  const { settings, source, trail, inline, observe } = instance;
  const nowMs = instance.now();
  return {
    refId: '',
    intervalMs: 60_000,
    alert: false,
    scans: asked.scans ?? new ScanScope({ lookup: source, trail }, observe.scan),
    ...asked,
    settings,
    source,
    ...(trail ? { trail } : {}),
    inline,
    rules: () => instance.rules(),
    onEvaluated: observe.evaluated,
    nowMs,
    deadlineMs: nowMs + settings.lookupTimeoutSeconds * 1000,
  };
}
