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
  const { settings, source, inline, observe } = instance;
  return {
    refId: '',
    intervalMs: 60_000,
    alert: false,
    scans: asked.scans ?? new ScanScope(source, observe.scan),
    ...asked,
    settings,
    source,
    inline,
    rules: () => instance.rules(),
    onEvaluated: observe.evaluated,
    deadlineMs: instance.now() + settings.lookupTimeoutSeconds * 1000,
  };
}
