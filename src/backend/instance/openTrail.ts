import {
  connectTrail,
  Spend,
  tableStatements,
  trailIdentity,
  TrailSource,
  type Clock,
  type EventStore,
  type SpentStatement,
  type SqlEngine,
} from '../../cloudtrail';
import type { Settings } from '../settings/settings';
import type { TrailSettings } from '../settings/trailSettings';
import { openStore, storeFile } from './openStore';
import { spendFile } from './spendFile';

export interface OpenTrailOptions {
  /** See openStore. */
  readonly storeFolder?: string | undefined;
  readonly clock: Clock;
  readonly onNote?: (note: string) => void;
  /** Told of each statement that has ended. */
  readonly onStatement?: (statement: SpentStatement) => void;
  /** How the trail is reached; absent: Athena or Trino, as the settings say. */
  readonly connect?: ((trail: TrailSettings) => SqlEngine) | undefined;
}

/** A data source's trail, and the store of what was read of it. */
export interface OpenedTrail {
  readonly trail: TrailSource;
  readonly store: EventStore;
}

/**
 * Opens the trail of the settings; nothing is asked of it yet.
 *
 * @param owner organisation and uid of the data source
 * @throws TrailError where the engine's settings cannot be right
 */
export function openTrail(
  owner: string,
  settings: Settings & { readonly trail: TrailSettings },
  { storeFolder, clock, onNote, onStatement, connect }: OpenTrailOptions
): OpenedTrail {
  const { trail, aws, maxEventsPerQuery, settleMinutes } = settings;
  const { table } = trail;
  const settleSeconds = settleMinutes * 60;
  const engine = connect?.(trail) ?? connectTrail(trail, aws);
  const now = () => clock.now();
  const identity = trailIdentity(trail);
  const store = openStore(owner, settings, storeFolder, { now, ...(onNote ? { onNote } : {}), trail: identity });
  const file = storeFile(owner, settings, storeFolder, identity);
  const { maxScannedBytesPerQuery: perQuery, maxScannedBytesPerDay: perDay } = trail;
  const spend = new Spend({
    limits: { ...(perQuery === undefined ? {} : { perQuery }), ...(perDay === undefined ? {} : { perDay }) },
    now,
    ...(onStatement ? { onStatement } : {}),
    ...(file === undefined ? {} : spendFile(`${file}.spend.json`, now)),
  });
  const source = new TrailSource({
    engine,
    table,
    statements: (info) => tableStatements(info, table, engine, settleSeconds),
    store,
    spend,
    settleSeconds,
    maxEvents: maxEventsPerQuery,
    clock,
  });
  return { trail: source, store };
}
