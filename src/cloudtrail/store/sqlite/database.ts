import { chmodSync, closeSync, existsSync, mkdirSync, openSync, renameSync } from 'node:fs';
import path from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { StoreError } from '../storeError';
import { MIGRATIONS } from './schema';

/** Another process may hold the lock for a transaction: a page of events, or a compaction. */
const BUSY_MS = 5_000;

/**
 * Opens a store's file, makes or migrates it. Folder and file are private to the user that Grafana runs as. A damaged
 * file is set aside, not deleted: what it held can be fetched again.
 *
 * @throws StoreError where the folder cannot be written, or the file is of a newer version
 */
export function openDatabase(file: string): { database: DatabaseSync; notes: string[] } {
  const notes: string[] = [];
  try {
    mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
    // Made before SQLite does, so that it is never readable by others; SQLite gives its side files the same mode.
    closeSync(openSync(file, 'a', 0o600));
    chmodSync(file, 0o600);
  } catch (error) {
    throw new StoreError(
      `The event store ${file} cannot be written: ${messageOf(error)}. Set storePath to a folder that Grafana may write.`
    );
  }
  try {
    return { database: openChecked(file), notes };
  } catch (error) {
    if (error instanceof StoreError) {
      throw error;
    }
    if (!isDamage(error)) {
      throw new StoreError(`The event store ${file} cannot be opened: ${messageOf(error)}.`);
    }
    const aside = setAside(file);
    notes.push(`The event store was damaged; it was moved to ${aside}, and events are fetched anew.`);
    closeSync(openSync(file, 'a', 0o600));
    return { database: openChecked(file), notes };
  }
}

function openChecked(file: string): DatabaseSync {
  const { DatabaseSync } = requireSqlite();
  const database = new DatabaseSync(file);
  try {
    database.exec(`PRAGMA busy_timeout = ${BUSY_MS}`);
    // Space of dropped events goes back to the disk; it must be set before the first table.
    database.exec('PRAGMA auto_vacuum = INCREMENTAL');
    database.exec('PRAGMA journal_mode = WAL');
    // In WAL mode NORMAL may lose the last transactions at a power failure, never the order of them.
    database.exec('PRAGMA synchronous = NORMAL');
    migrate(database, file);
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

/** A store for this process alone, which ends with it. @throws StoreError where the runtime has no SQLite */
export function openMemoryDatabase(): DatabaseSync {
  const { DatabaseSync } = requireSqlite();
  const database = new DatabaseSync(':memory:');
  database.exec('PRAGMA auto_vacuum = INCREMENTAL');
  migrate(database, 'in memory');
  return database;
}

/** A second connection for reading, for another thread. */
export function openForReading(file: string): DatabaseSync {
  const { DatabaseSync } = requireSqlite();
  const database = new DatabaseSync(file, { readOnly: true });
  database.exec(`PRAGMA busy_timeout = ${BUSY_MS}`);
  return database;
}

/** Read when it is needed: the protocol's handshake waits for nothing. @throws StoreError */
function requireSqlite(): typeof import('node:sqlite') {
  const sqlite = process.getBuiltinModule('node:sqlite') as typeof import('node:sqlite') | undefined;
  if (!sqlite) {
    throw new StoreError(`This runtime has no SQLite: use the plugin's executable, or Node 22.5 or later.`);
  }
  return sqlite;
}

function migrate(database: DatabaseSync, file: string): void {
  const version = () =>
    Number((database.prepare('PRAGMA user_version').get() as { user_version: number }).user_version);
  if (version() > MIGRATIONS.length) {
    throw new StoreError(
      `The event store ${file} was written by a newer version of the plugin. Update the plugin, or set another storePath.`
    );
  }
  if (version() === MIGRATIONS.length) {
    return;
  }
  database.exec('BEGIN IMMEDIATE');
  try {
    // Another process may have been quicker.
    for (let next = version(); next < MIGRATIONS.length; next++) {
      MIGRATIONS[next](database);
      database.exec(`PRAGMA user_version = ${next + 1}`);
    }
    database.exec('COMMIT');
  } catch (error) {
    try {
      database.exec('ROLLBACK');
    } catch {
      // A full disk or damage has ended the transaction already; what it failed for is thrown.
    }
    throw error;
  }
}

/** True for SQLite's own words on a file that is not what it wrote. */
export function isDamage(error: unknown): boolean {
  return /malformed|not a database|corrupt|disk image/i.test(messageOf(error));
}

/** Moves a damaged file and its side files out of the way. @returns where to */
export function setAside(file: string): string {
  const aside = `${file}.damaged-${new Date().toISOString().replace(/[:.]/g, '-')}`;
  renameSync(file, aside);
  for (const suffix of ['-wal', '-shm']) {
    if (existsSync(file + suffix)) {
      renameSync(file + suffix, aside + suffix);
    }
  }
  return aside;
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
