import type { Clock, LookupSource } from '../../cloudtrail';
import type { Settings } from '../settings/settings';

/** More often than a look is taken for fresh: a query then never waits for one. */
const EACH_MS = 45_000;

export interface KeepWarmOptions {
  readonly source: Pick<LookupSource, 'refresh'>;
  readonly settings: Pick<Settings, 'settleMinutes' | 'lookupTimeoutSeconds' | 'maxEventsPerQuery'>;
  readonly clock: Clock;
  readonly onError: (error: unknown) => void;
}

/**
 * Looks for new events before the last look is too old, as far back as late ones may come, for all that was asked lately: the next panel or
 * alert then finds them in the store. @returns what stops it
 */
export function keepWarm({ source, settings, clock, onError }: KeepWarmOptions): () => void {
  const stopped = new AbortController();
  const { signal } = stopped;
  const run = async (): Promise<void> => {
    while (!signal.aborted) {
      try {
        await source.refresh(settings.settleMinutes * 60 + EACH_MS / 1000, signal);
      } catch (error) {
        if (!signal.aborted) {
          onError(error);
        }
      }
      await clock.sleep(EACH_MS, signal).catch(() => undefined);
    }
  };
  void run();
  return () => stopped.abort(new Error('The data source was changed or the plugin is stopping.'));
}
