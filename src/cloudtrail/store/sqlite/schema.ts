import type { DatabaseSync } from 'node:sqlite';
import { insertBlock } from './insertBlock';
import { formerRows } from './formerBlock';

/**
 * One entry for each version; `PRAGMA user_version` counts those that a file has. Each runs in a transaction of its own.
 * Entries are never changed, only added; what they call may only learn to read more.
 *
 * `recent` holds events as they come; once a place has enough of them they go into a block: about 1,000 events in order
 * of time, with columns, envelopes, ids and records apart, so that what the columns rule out is never unpacked.
 */
export const MIGRATIONS: ReadonlyArray<(database: DatabaseSync) => void> = [
  (database) =>
    database.exec(`
  CREATE TABLE place (
    id INTEGER PRIMARY KEY,
    account TEXT NOT NULL,
    region TEXT NOT NULL,
    UNIQUE (account, region)
  );
  CREATE TABLE recent (
    place INTEGER NOT NULL,
    event TEXT NOT NULL,
    time_ms INTEGER NOT NULL,
    envelope TEXT NOT NULL,
    record TEXT,
    UNIQUE (place, event)
  );
  CREATE TABLE block (
    id INTEGER PRIMARY KEY,
    place INTEGER NOT NULL,
    oldest_ms INTEGER NOT NULL,
    newest_ms INTEGER NOT NULL,
    events INTEGER NOT NULL,
    bytes INTEGER NOT NULL,
    envelopes BLOB NOT NULL,
    records BLOB NOT NULL
  );
  CREATE INDEX block_time ON block (place, newest_ms);
  CREATE TABLE coverage (
    place INTEGER NOT NULL,
    filter TEXT NOT NULL,
    from_s INTEGER NOT NULL,
    to_s INTEGER NOT NULL,
    as_of INTEGER NOT NULL,
    PRIMARY KEY (place, filter, from_s)
  ) WITHOUT ROWID;
  `),
  columnsAndSegments,
];

/** Version 2: columns beside the records, records in segments. Numbers of blocks are never used again: what is known of one is kept by it. */
function columnsAndSegments(database: DatabaseSync): void {
  database.exec(`
  ALTER TABLE block RENAME TO former_block;
  DROP INDEX block_time;
  CREATE TABLE block (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    place INTEGER NOT NULL,
    oldest_ms INTEGER NOT NULL,
    newest_ms INTEGER NOT NULL,
    events INTEGER NOT NULL,
    unreadable INTEGER NOT NULL,
    bytes INTEGER NOT NULL,
    columns BLOB NOT NULL,
    envelopes BLOB NOT NULL,
    ids BLOB NOT NULL
  );
  CREATE INDEX block_time ON block (place, newest_ms);
  CREATE TABLE segment (
    id INTEGER PRIMARY KEY,
    records BLOB NOT NULL
  );
  `);
  const ids = database.prepare('SELECT id, place FROM former_block ORDER BY id').all() as Array<{
    id: number;
    place: number;
  }>;
  const read = database.prepare('SELECT envelopes, records FROM former_block WHERE id = ?');
  for (const { id, place } of ids) {
    const former = read.get(id) as { envelopes: Uint8Array; records: Uint8Array };
    insertBlock(database, place, formerRows.ofBlock(former.envelopes, former.records));
  }
  const recent = database.prepare('SELECT rowid AS id, envelope FROM recent').all() as Array<{
    id: number;
    envelope: string;
  }>;
  const rewrite = database.prepare('UPDATE recent SET envelope = ? WHERE rowid = ?');
  recent.forEach(({ id, envelope }) => rewrite.run(formerRows.ofRecent(envelope), id));
  database.exec('DROP TABLE former_block;');
}
