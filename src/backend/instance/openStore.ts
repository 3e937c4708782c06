import { createHash } from 'node:crypto';
import { accessSync, constants, lstatSync, mkdirSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import path from 'node:path';
import {
  identityKey,
  openDatabase,
  openMemoryDatabase,
  ResilientStore,
  SqliteEventStore,
  StoreError,
  type EventStore,
} from '../../cloudtrail';
import type { Settings } from '../settings/settings';

export interface OpenStoreOptions {
  /** Epoch milliseconds. */
  readonly now?: () => number;
  /** Hears of trouble with the file, for the log. */
  readonly onNote?: (note: string) => void;
  /** What makes it a trail's store: whatever decides which events are in the trail, as text. */
  readonly trail?: string;
}

/** A trail reaches back for years: what was read of it stays until the store is full. */
const TRAIL_DAYS = 3650;

const MAX_MEMORY_BYTES = 128 * 1024 ** 2;

/**
 * Opens the event store of a data source. Where its file cannot be used, memory takes its place until it can: nothing
 * fails, and the store's notes say so.
 *
 * @param owner organisation and uid of the data source
 * @param folder `memory`, or where stores are kept unless the settings say otherwise
 */
export function openStore(
  owner: string,
  settings: Settings,
  folder: string | undefined,
  { now = Date.now, onNote, trail }: OpenStoreOptions = {}
): EventStore {
  const retentionDays = trail === undefined ? settings.retentionDays : TRAIL_DAYS;
  const limits = { settleSeconds: settings.settleMinutes * 60, retentionDays };
  const file = storeFile(owner, settings, folder, trail);
  if (file === undefined) {
    return new SqliteEventStore(openMemoryDatabase(), { ...limits, maxBytes: MAX_MEMORY_BYTES });
  }
  const inFolder = path.dirname(file);
  return new ResilientStore({
    ...limits,
    file,
    maxBytes: settings.storeMaxGigabytes * 1024 ** 3,
    memoryBytes: MAX_MEMORY_BYTES,
    now,
    ...(onNote ? { onNote } : {}),
    open(name) {
      if (inFolder === temporaryFolder()) {
        makePrivate(inFolder);
      }
      return openDatabase(name);
    },
  });
}

/** Where a data source's store is kept; undefined where it is kept in memory. */
export function storeFile(
  owner: string,
  settings: Settings,
  folder: string | undefined,
  trail?: string
): string | undefined {
  const standIn = settings.storePath === undefined && !isAws(settings.aws.endpoint);
  if (folder === 'memory' || standIn) {
    return undefined;
  }
  return path.join(settings.storePath ?? folder ?? defaultFolder(), fileName(owner, settings, trail));
}

/**
 * An emulator plays other events after each start, with the same ids perhaps: they are not kept, unless storePath asks
 * for it.
 */
function isAws(endpoint: string | undefined): boolean {
  return endpoint === undefined || /\.amazonaws\.com(\.cn)?$/.test(new URL(endpoint).hostname);
}

/** Other credentials see other events: they get a file of their own. */
function fileName(owner: string, settings: Settings, trail?: string): string {
  const digest = createHash('sha256')
    .update(`${owner}\n${trail ?? identityKey(settings.aws)}`)
    .digest('hex')
    .slice(0, 24);
  return `${trail === undefined ? 'events' : 'trail'}-${digest}.db`;
}

/** Beside Grafana's plugins where that can be written: it outlives the plugin's own folder. Else a private temporary one. */
function defaultFolder(): string {
  const parts = process.execPath.split(path.sep);
  const plugins = parts.lastIndexOf('plugins');
  if (plugins > 0) {
    const data = parts.slice(0, plugins).join(path.sep) || path.sep;
    try {
      accessSync(data, constants.W_OK);
      return path.join(data, 'sigtrail');
    } catch {
      // Read-only: below.
    }
  }
  return temporaryFolder();
}

function temporaryFolder(): string {
  return path.join(tmpdir(), `sigtrail-${userInfo().uid}`);
}

/** @throws StoreError where the folder is another user's */
function makePrivate(folder: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const info = lstatSync(folder);
  const others = process.platform !== 'win32' && (info.uid !== userInfo().uid || (info.mode & 0o077) !== 0);
  if (!info.isDirectory() || others) {
    throw new StoreError(
      `The folder ${folder} is not private to the user that Grafana runs as. Remove it, or set storePath.`
    );
  }
}
